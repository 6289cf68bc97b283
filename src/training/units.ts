import { unstandardise } from '../data/standardise.ts';
import type { HostTensor } from './hostTensor.ts';
import type { Layout } from './userBatch.ts';

/** An output in the units of its target, which a run that standardises targets has left. */
export function inTargetUnits(output: HostTensor, { targets, standardisation }: Layout, index: number): HostTensor {
  const statistics = standardisation[targets[index]?.name ?? ''];
  return statistics === undefined ? output : { ...output, values: unstandardise(output.values, statistics) };
}
