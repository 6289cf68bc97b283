import type { ExampleInput } from '../components/definition.ts';
import type { RandomStream } from '../random/randomStream.ts';
import type { ValueRange } from '../tensor/valueRange.ts';
import type { TestColumn } from './columns.ts';
import type { GradientProblem } from './gradientProblem.ts';

/** How far targets reach that have a bound on one side alone. */
const usualExtent = 3;

/** Targets that the loss says it can take. */
export function withTargetsInRange(problem: GradientProblem): GradientProblem {
  const { objective: { losses, model, targets }, columns } = problem;
  const range = losses[0]?.loss.targetRange?.(model.outputs[0] ?? [], targets[0]?.shape ?? []);
  if (range === undefined || (!Number.isFinite(range.least) && !Number.isFinite(range.greatest))) return problem;
  const draw = drawn(bounded(range), range.whole === true);
  return { ...problem, columns: { ...columns, targets: columns.targets.map(column => (column.value === undefined ? { ...column, value: draw } : column)) } };
}

/** A range that is open on one side is cut. */
function bounded({ least, greatest }: ValueRange): readonly [number, number] {
  if (!Number.isFinite(least)) return [greatest - usualExtent, greatest];
  return [least, Number.isFinite(greatest) ? greatest : least + usualExtent];
}

/** The column that an input of an example stands for. */
export function columnOf(input: ExampleInput | TestColumn): TestColumn {
  if (!('shape' in input)) return { shape: input };
  const { shape, dtype = 'float' } = input;
  if ('range' in input && input.range !== undefined) return { shape, dtype, value: drawn(input.range, dtype === 'int32') };
  return { shape, dtype, ...('value' in input && { value: input.value }) };
}

function drawn([least, greatest]: readonly [number, number], whole: boolean): (random: RandomStream) => number {
  return random => (whole ? least + random.below(greatest - least + 1) : least + (greatest - least) * random.uniform());
}
