import type { StateEntry } from '../../../src/backends/backend.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import type { Noise } from '../../../src/tensor/operations.ts';
import type { Graph } from '../../../src/tensor/graph.ts';
import { sameShape } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { Draw } from './draw.ts';
import type { Instruction, RandomFeed } from './draw.ts';
import { elementwiseSteps, maskSteps } from './elementwiseSteps.ts';
import type { Step } from './elementwiseSteps.ts';
import { imageSteps } from './imageSteps.ts';
import { linearSteps } from './linearSteps.ts';
import { ranged, settled } from './ranged.ts';
import type { Ranged } from './ranged.ts';
import { scanStep } from './scanStep.ts';
import { structuralSteps } from './structuralSteps.ts';

/** A random program: instructions, which value each state takes (none at 0), and which values are outputs beside the last. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly assigned: readonly number[];
  readonly outputs: readonly number[];
}

export interface RandomGraph {
  readonly graph: Graph;
  readonly feeds: readonly RandomFeed[];
}

/** The state that programs read and assign: several of one shape, so that they can trade places. */
export const state: readonly StateEntry[] = [
  { name: 'a', shape: [2, 3], dtype: 'float' }, { name: 'b', shape: [2, 3], dtype: 'float' }, { name: 'c', shape: [3, 2], dtype: 'float' }, { name: 'd', shape: [6], dtype: 'float' },
  { name: 'e', shape: [], dtype: 'float' }, { name: 'wide', shape: [5, 9], dtype: 'float' }, { name: 'count', shape: [2], dtype: 'int32' }, { name: 'flag', shape: [3], dtype: 'bool' },
];
export const scalars = ['rate', 'probability'] as const;

/** Numbers and errors that state may have at every step. */
const most = { float: 2, int32: 20, bool: 1 } as const;
const keptError = 60;

const families: readonly (readonly Step[])[] = [elementwiseSteps, elementwiseSteps, elementwiseSteps, maskSteps, maskSteps, linearSteps, linearSteps, structuralSteps, structuralSteps, imageSteps, [scanStep(choose)]];

function choose(draw: Draw): Step {
  return draw.of(draw.of(families));
}

/** Records a program; every program is a graph whose results can be compared. */
export function graphOf({ instructions, assigned, outputs }: Program): RandomGraph {
  const recorder = new GraphRecorder();
  const feeds: RandomFeed[] = [];
  const draw = new Draw(recorder, inputs(recorder), instructions, feeds);
  draw.values.push(draw.fresh([2, 3]), draw.fresh([5, 9]), draw.fresh([3], 'bool'));
  while (draw.advance()) {
    const value = choose(draw)(draw);
    if (value !== undefined) draw.values.push(value);
  }
  const named = [0, ...outputs].map((at, index): [string, Tensor] => [`y${index}`, pick(draw.values, at).tensor]);
  const assignments = state.flatMap((entry, index): [string, Tensor][] => assignment(entry, assigned[index] ?? 0, draw.values));
  return { graph: recorder.graph(Object.fromEntries(named), Object.fromEntries(assignments)), feeds };
}

function inputs(recorder: GraphRecorder): Ranged[] {
  const scalar = (name: string) => recorder.input({ from: 'scalar', name }, { shape: [], dtype: 'float' });
  const noise = (distribution: Noise['distribution'], shape: Shape, perSample: boolean) => (
    recorder.input({ from: 'noise', name: distribution, noise: { distribution, perSample, ...(distribution === 'bernoulli' ? { probability: scalars[1] } : {}) } }, { shape, dtype: 'float' }));
  return [
    ...state.map(({ name, shape, dtype }) => ranged(recorder.input({ from: 'state', name }, { shape, dtype }), kept(dtype))),
    ranged(scalar(scalars[0]), { low: 0, high: 1, error: 1 }),
    ranged(noise('normal', [2, 3], true), { low: -8, high: 8, error: 8 }),
    ranged(noise('uniform', [5], false), { low: 0, high: 1, error: 1 }),
    ranged(noise('bernoulli', [5, 9], true), { low: 0, high: 1, error: 0, digits: 0 }),
  ];
}

/** A value of the state's type: an output or intermediate, another state, so that states trade places, or the first number of a value of another shape, repeated. */
function assignment({ name, shape, dtype }: StateEntry, choice: number, values: readonly Ranged[]): [string, Tensor][] {
  if (choice === 0) return [];
  const own = values.filter(({ tensor }) => tensor.dtype === dtype);
  const fitting = own.filter(({ tensor }) => sameShape(tensor.shape, shape));
  const value = choice % 8 === 7 ? repeated(pick(own, choice >> 3), shape) : pick(choice % 4 === 1 ? fitting.slice(0, 2) : fitting, choice >> 3);
  return [[name, settled(value, most[dtype], keptError).tensor]];
}

function repeated(x: Ranged, shape: Shape): Ranged {
  const first = x.tensor.rank === 0 ? x.tensor : x.tensor.slice(x.tensor.shape.map(() => 0), x.tensor.shape.map(() => 1)).reshape([]);
  return { ...x, tensor: first.broadcastTo(shape) };
}

function kept(dtype: StateEntry['dtype']) {
  return { low: dtype === 'bool' ? 0 : -most[dtype], high: most[dtype], error: dtype === 'float' ? keptError : 0, ...(dtype === 'float' ? {} : { digits: 0 }) };
}

/** The value at a choice, counted from the last. */
function pick(values: readonly Ranged[], at: number): Ranged {
  const value = values[values.length - 1 - (at % values.length)];
  if (value === undefined) throw new Error('a choice among no values');
  return value;
}
