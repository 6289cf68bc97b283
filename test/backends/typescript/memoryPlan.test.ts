import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typescriptBackend } from '../../../src/backends/typescript/typescriptBackend.ts';
import { fusedRegions, singleRegions } from '../../../src/graph/regions.ts';
import { planMemory } from '../../../src/backends/typescript/memoryPlan.ts';
import { ShapeError } from '../../../src/errors.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import { optimize } from '../../../src/graph/optimize.ts';
import { simplify } from '../../../src/graph/simplify.ts';
import type { Precision } from '../../../src/tensor/dtype.ts';
import type { Graph } from '../../../src/tensor/graph.ts';
import { sameShape, sizeOf } from '../../../src/tensor/shape.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';

const state = [['a', [2, 3]], ['b', [2, 3]], ['c', [3, 2]], ['d', [6]], ['e', [2, 3]]] as const;
const entries = state.map(([name, shape]) => ({ name, shape, dtype: 'float' as const }));

/** What a step of a random program may do with three earlier values. */
const operations: readonly ((x: Tensor, y: Tensor, z: Tensor) => Tensor)[] = [
  x => x.sin(), x => x.negate(), x => x.relu(), x => x.tanh(), x => x.detach(),
  (x, y) => x.add(y), (x, y) => x.sub(y), (x, y) => x.mul(y), (x, y) => x.maximum(y), (x, y) => x.add(y).mul(y),
  (x, y, z) => x.less(y).select(y, z), (x, y) => x.less(y).cast('float'),
  x => x.sum(0), x => x.sum(-1, true), x => x.max(0, true), x => x.sum(),
  x => matrix(x).T, x => x.reshape([2, 3]), x => x.reshape([3, 2]), x => x.reshape([6]), x => x.broadcastTo([2, 3]),
  (x, y) => x.matMul(y), (x, y) => x.matMul(matrix(y).T.matMul(matrix(y)).tanh()), (x, y) => matrix(x).T.matMul(y).tanh(), (x, y) => x.concat([y], 0).slice([1, 0], [2, 3]), x => x.slice([0, 1], [2, 1]),
];

interface Program {
  readonly steps: readonly (readonly [number, number, number, number])[];
  readonly assigned: readonly (number | undefined)[];
  readonly outputs: readonly number[];
}

const nat = fc.nat(1000);
const programs: fc.Arbitrary<Program> = fc.record({
  steps: fc.array(fc.tuple(fc.nat(operations.length - 1), nat, nat, nat), { minLength: 3, maxLength: 30 }),
  assigned: fc.array(fc.option(nat, { nil: undefined }), { minLength: state.length, maxLength: state.length }),
  outputs: fc.array(nat, { maxLength: 3 }),
});

function graphOf({ steps, assigned, outputs }: Program): Graph {
  const recorder = new GraphRecorder();
  const values: Tensor[] = [
    ...state.map(([name, shape]) => recorder.input({ from: 'state', name }, { shape, dtype: 'float' })),
    recorder.input({ from: 'feed', name: 'x' }, { shape: [2, 3], dtype: 'float' }),
    recorder.input({ from: 'scalar', name: 'rate' }, { shape: [], dtype: 'float' }),
    recorder.input({ from: 'noise', name: 'mask', noise: { distribution: 'normal', perSample: true } }, { shape: [2, 3], dtype: 'float' }),
  ];
  const pick = (list: readonly Tensor[], at: number) => list[list.length - 1 - (at % list.length)];
  for (const [operation, ...operands] of steps) {
    const [x, y, z] = operands.map(at => pick(values, at));
    try {
      if (x !== undefined && y !== undefined && z !== undefined) values.push(operations[operation]?.(x, y, z) ?? x);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
    }
  }
  const assignments = state.flatMap(([name, shape], i): [string, Tensor][] => {
    const at = assigned[i];
    const value = at === undefined ? undefined : pick(values.filter(tensor => sameShape(tensor.shape, shape)), at);
    return value === undefined ? [] : [[name, value]];
  });
  const named = outputs.flatMap((at, i): [string, Tensor][] => [[`y${i}`, pick(values, at) ?? never()]]);
  return recorder.graph(Object.fromEntries(named), Object.fromEntries(assignments));
}

/** Outputs of three steps and the state after them. */
async function results(graph: Graph, precision: Precision, planned: boolean): Promise<unknown> {
  const session = typescriptBackend({ precision }).open(entries);
  session.write(Object.fromEntries(state.map(([name, shape], i) => [name, Array.from({ length: sizeOf(shape) }, (_, at) => Math.sin(i * 10 + at + 1))])));
  const executable = session.compile(graph, planned ? {} : { check: () => undefined });
  const seen: unknown[] = [];
  await executable.run(3, index => {
    executable.frame.feeds['x']?.set([1, -2, 3, index, 0.5, -0.25]);
    executable.frame.scalars.fill(0.1 * (index + 1));
    executable.frame.step[0] = index;
    executable.frame.samples.set([4, 5].slice(0, executable.frame.samples.length));
  }, () => { seen.push(Object.entries(executable.outputs).map(([name, values]) => [name, [...values]])); });
  return { seen, state: await session.read() };
}

describe('the memory plan', () => {
  it.each(['float32', 'float64'] as const)('gives the very bits of an evaluation in which every value has its own memory (%s)', async precision => {
    await fc.assert(fc.asyncProperty(programs, async program => {
      // Folding a sum into a product rounds otherwise: both evaluations have it behind them.
      const graph = optimize(graphOf(program));
      expect(await results(graph, precision, true)).toEqual(await results(graph, precision, false));
    }), { numRuns: 400 });
  });

  it('swaps and rotates state', async () => {
    const recorder = new GraphRecorder();
    const [a, b, e] = ['a', 'b', 'e'].map(name => recorder.input({ from: 'state', name }, { shape: [2, 3], dtype: 'float' }));
    if (a === undefined || b === undefined || e === undefined) return never();
    const session = typescriptBackend().open(entries);
    const numbers = (first: number) => Float32Array.from({ length: 6 }, (_, i) => first + i);
    const after = async (steps: number, assignments: Readonly<Record<string, Tensor>>) => {
      const executable = session.compile(recorder.graph({}, assignments));
      session.write({ a: numbers(0), b: numbers(10), e: numbers(20) });
      await executable.run(steps, () => undefined, () => undefined);
      return session.read(['a', 'b', 'e']);
    };
    expect(await after(1, { a: b, b: a, e: a.add(b) })).toEqual({ a: numbers(10), b: numbers(0), e: numbers(0).map(value => 2 * value + 10) });
    expect(await after(3, { a: b, b: a })).toEqual({ a: numbers(10), b: numbers(0), e: numbers(20) });
    expect(await after(2, { a: b, b: e, e: a })).toEqual({ a: numbers(20), b: numbers(0), e: numbers(10) });
    expect(await after(2, { a: b, b: b.negate() })).toEqual({ a: numbers(10).map(value => -value), b: numbers(10), e: numbers(20) });
  });

  it('writes a parameter in place, reuses memory, and copies nothing in a step of plain descent', () => {
    const recorder = new GraphRecorder();
    const w = recorder.input({ from: 'state', name: 'a' }, { shape: [2, 3], dtype: 'float' });
    const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [2, 3], dtype: 'float' });
    const gradient = x.mul(w).sin().mul(x).tanh().mul(0.1);
    const graph = simplify(recorder.graph({}, { a: w.sub(gradient) }));
    const plan = planMemory(graph, singleRegions(graph), true);
    expect(plan.moves).toEqual([]);
    expect(plan.buffers).toEqual([{ dtype: 'float', size: 6 }]);
    expect(planMemory(graph, singleRegions(graph), false).moves).toHaveLength(1);
    expect(planMemory(graph, fusedRegions(graph), true)).toMatchObject({ moves: [], buffers: [] });
  });
});

function matrix(x: Tensor): Tensor {
  return x.rank < 2 ? x.reshape([1, x.size]) : x;
}

function never(): never {
  throw new Error('a value is missing');
}
