import type { RowFiller } from '../../random/fillNoise.ts';
import type { Noise } from '../../tensor/operations.ts';
import type { HostArray } from '../../tensor/dtype.ts';
import type { Memory } from '../typescript/memory.ts';
import { takeArray } from '../typescript/memory.ts';
import { instantiate } from './instantiate.ts';
import { noiseKernel, noiseParameterCount, noiseParameters, signBit } from './noiseKernel.ts';

/** What fills rows of `count` numbers with noise in WebAssembly; undefined for distributions and arrays that it does not serve. */
export function rowFiller(distribution: Noise['distribution'], target: HostArray, count: number, memory: Memory, shared: WebAssembly.Memory): RowFiller | undefined {
  if (distribution === 'normal' || !(target instanceof Float32Array) || target.buffer !== shared.buffer) return undefined;
  const parameters = takeArray(memory, 'int32', noiseParameterCount, 'float32');
  if (parameters.buffer !== shared.buffer) return undefined;
  const [fill] = instantiate([[noiseKernel(distribution, parameters.byteOffset, count)]], shared);
  if (fill === undefined) throw new Error('a module without its run');
  return (_, start, rowCount, key0, key1, row, threshold) => {
    if (threshold <= 0 && distribution === 'bernoulli') {
      target.fill(0, start, start + rowCount);
      return;
    }
    parameters[noiseParameters.target] = target.byteOffset + 4 * start;
    parameters[noiseParameters.key0] = key0;
    parameters[noiseParameters.key1] = key1;
    parameters[noiseParameters.row] = row;
    parameters[noiseParameters.limit] = (threshold - 1) ^ signBit;
    fill();
  };
}
