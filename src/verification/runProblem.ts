import type { Column } from '../data/dataset.ts';
import { RandomStream } from '../random/randomStream.ts';
import { sizeOf } from '../tensor/shape.ts';
import { initialState } from '../training/initialState.ts';
import type { RunParts } from '../training/runParts.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { drawStepData } from './stepData.ts';
import type { StepData } from './stepData.ts';

/** How far the initial weights are moved, so that no bias is 0, where a penalty on it and many a mistake would not show. */
const deviation = 0.05;

/** The training step of a run as a problem: its first samples, or drawn ones where it has no data, and its initial weights, each moved a little. `foreign` says whether plugins take part. */
export function runProblem({ objective, optimizer, data, name, seed, nameOf }: Pick<RunParts, 'objective' | 'optimizer' | 'data' | 'name' | 'seed' | 'nameOf'>, batchSize: number, foreign = false): GradientProblem {
  const { model, inputTypes, targets } = objective;
  const rows = Math.min(batchSize, data?.train.count ?? batchSize);
  const columns = { inputs: inputTypes, targets };
  const drawn = drawStepData(model, columns, rows, seed);
  const initial = initialState(model, optimizer, seed);
  const moved = (path: string, values: ArrayLike<number>) => {
    const random = new RandomStream(seed, `moved ${path}`);
    return Float64Array.from(values, value => (path.startsWith('parameters/') ? Math.fround(value + deviation * random.normal()) : value));
  };
  const state = Object.fromEntries(Object.keys(drawn.state).map(path => [path, moved(path, initial[path] ?? [])]));
  return {
    label: name, objective: { ...objective, metrics: {} }, columns, batchSize: rows, seed, data: { ...drawn, state, feeds: { ...drawn.feeds, ...feedsOf(data?.train, rows) } },
    nameOf, foreign,
  };
}

function feedsOf(train: NonNullable<RunParts['data']>['train'] | undefined, rows: number): StepData['feeds'] {
  if (train === undefined) return {};
  const numbered = (kind: string, columns: readonly Column[]) => columns.map((column, index) => [`${kind}/${index}`, firstRows(column, rows)] as const);
  const weights = train.weights === undefined ? new Float64Array(rows).fill(1) : firstRows(train.weights, rows);
  return Object.fromEntries([...numbered('inputs', train.inputs), ...numbered('targets', train.targets), ['weights', weights] as const]);
}

/** Exact in float32, so that every backend starts from the same numbers. */
function firstRows({ values, shape, scale = 1 }: Column, rows: number): Float64Array {
  return Float64Array.from(values.subarray(0, rows * sizeOf(shape)), value => Math.fround(value * scale));
}
