import { NonFiniteError } from '../errors.ts';
import type { LayerRange } from '../model/inputRanges.ts';
import type { CompiledStep } from './compiledStep.ts';

/** Throws a NonFiniteError where a layer of the step just run got a value that it cannot take from another layer: what it gave for it is NaN. */
export function requireComputedRanges(compiled: CompiledStep): void {
  const error = rangeError(compiled);
  if (error !== undefined) throw error;
}

/** The error that names the first such value; undefined where there is none. */
export function rangeError(compiled: CompiledStep): NonFiniteError | undefined {
  for (const [index, range] of compiled.ranges.entries()) {
    const { values } = compiled.tensor(`ranged/${index}`);
    const broken = values.findIndex((value: number) => !isTaken(value, range));
    if (broken >= 0) return refused(values[broken] ?? Number.NaN, Math.floor((broken * compiled.batchSize) / values.length), range);
  }
  return undefined;
}

/** Of an index the whole part counts. */
function isTaken(value: number, { least, greatest, whole }: LayerRange): boolean {
  return value >= least && (whole === true ? value < greatest + 1 : value <= greatest);
}

function refused(value: number, sample: number, { least, greatest, whole, layer }: LayerRange): NonFiniteError {
  return new NonFiniteError('a layer computes what this layer cannot take', {
    where: layer, got: `${value} for sample ${sample} of the batch`, expected: `${whole === true ? 'a whole number' : 'a number'} from ${least} to ${greatest}`,
    next: `compute it otherwise, x.maximum(${least}).minimum(${greatest}) keeps it in the range; or let the layer ${layer} take more`,
  });
}
