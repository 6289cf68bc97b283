import fc from 'fast-check';
import { adam, arrays, createRun, dense, elasticNet, l2, meanSquaredError, momentum, residual, sequential, sgd } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import { foldProducts } from '../../src/graph/foldProducts.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import { simplify } from '../../src/graph/simplify.ts';
import type { Graph } from '../../src/tensor/graph.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { outputOf } from '../backends/typescript/evaluate.ts';
import { foldedUpdates, isOverOwnState } from './foldedUpdates.ts';
import { expressions, feedsOf, recordExpression, valueOf } from './linearExpressions.ts';
import type { Expression } from './linearExpressions.ts';

const names = ['a', 'b', 'c', 'l', 'm', 'r', 's', 't'] as const;
type Named = Readonly<Record<typeof names[number], Tensor>>;

/** A graph of feeds: a, b, c and the factors of products l, m [2, 2]; r, s scalars, t of shape [1]. */
function recorded(make: (tensors: Named) => Readonly<Record<string, Tensor>>): Graph {
  const recorder = new GraphRecorder();
  const shapes = { a: [2, 2], b: [2, 2], c: [2, 2], l: [2, 2], m: [2, 2], r: [], s: [], t: [1] };
  const inputs = Object.fromEntries(names.map(name => [name, recorder.input({ from: 'feed', name }, { shape: shapes[name], dtype: 'float' })])) as Named;
  return simplify(recorder.graph(make(inputs)));
}

/** The operations of the folded graph but inputs and constants, in their order. */
function operations(graph: Graph): readonly string[] {
  return foldProducts(graph).nodes.flatMap(({ op }) => (op === 'input' || op === 'constant' ? [] : [op]));
}

describe('foldProducts', () => {
  const folded: readonly (readonly [string, (tensors: Named) => Tensor, readonly string[]])[] = [
    ['P + C', ({ l, m, c }) => l.matMul(m).add(c), ['matMulAdd']],
    ['C + P', ({ l, m, c }) => c.add(l.matMul(m)), ['matMulAdd']],
    ['C − P', ({ l, m, c }) => c.sub(l.matMul(m)), ['matMulAdd']],
    ['P − C', ({ l, m, c }) => l.matMul(m).sub(c), ['matMulAdd']],
    ['s·P + C', ({ l, m, c, s }) => s.mul(l.matMul(m)).add(c), ['matMulAdd']],
    ['−P·s + r·C', ({ l, m, c, r, s }) => l.matMul(m).mul(s).negate().add(r.mul(c)), ['negate', 'matMulAdd']],
    ['P / s + C·t with t of shape [1]', ({ l, m, c, s, t }) => l.matMul(m).div(s).add(c.mul(t)), ['divide', 'reshape', 'matMulAdd']],
    ['C − r·(P + 2·s·C)', ({ l, m, c, r, s }) => c.sub(l.matMul(m).add(c.mul(s.mul(2))).mul(r)), ['multiply', 'negate', 'multiply', 'add', 'matMulAdd']],
    ['P + Q, upon one another', ({ a, b, l, m }) => l.matMul(m).add(a.matMul(b)), ['matMul', 'matMulAdd']],
    ['C + P + Q', ({ a, b, c, l, m }) => c.add(l.matMul(m)).add(a.matMul(b)), ['matMulAdd', 'matMulAdd']],
    ['P + A + B as a result', ({ a, b, l, m }) => l.matMul(m).add(a).add(b), ['add', 'matMulAdd']],
  ];
  it.each(folded)('folds %s', (_, make, expected) => {
    expect(operations(recorded(tensors => ({ y: make(tensors) })))).toEqual(expected);
  });

  const left: readonly (readonly [string, (tensors: Named) => Readonly<Record<string, Tensor>>])[] = [
    ['a product that is an output', ({ l, m, c }) => outputs(l.matMul(m), product => ({ y: product.add(c), product }))],
    ['a product that something else reads', ({ l, m, c }) => outputs(l.matMul(m), product => ({ y: product.add(c), z: product.exp() }))],
    ['a product that stands there twice', ({ l, m, c }) => ({ y: l.matMul(m).add(c).add(l.matMul(m).mul(2)) })],
    ['a product times a scalar, without an addend', ({ l, m, s }) => ({ y: l.matMul(m).mul(s) })],
    ['a scalar or a row for an addend', ({ l, m, a, s }) => ({ y: l.matMul(m).add(s), z: m.matMul(l).add(a.sum(0)) })],
    ['a product times a tensor', ({ l, m, a, c }) => ({ y: l.matMul(m).mul(a).add(c) })],
    ['several tensors, where a pass reads the sum anyway', ({ l, m, a, b }) => ({ y: l.matMul(m).add(a).add(b).tanh() })],
  ];
  it.each(left)('leaves %s', (_, make) => {
    const graph = recorded(make);
    expect(foldProducts(graph)).toBe(graph);
  });

  it('computes the sum as early as its operands allow, and after the other readers of its addend', () => {
    expect(operations(recorded(({ l, m, c, r }) => outputs(l.matMul(m), product => ({ y: c.sum(), z: l.exp(), w: c.sub(product.mul(r)) }))))).toEqual(['sum', 'negate', 'matMulAdd', 'exp']);
  });

  it('gives what the sums give, for random linear expressions', () => {
    const scaledProducts: number[] = [];
    fc.assert(fc.property(fc.array(expressions, { minLength: 1, maxLength: 3 }), fc.nat(), (list, seed) => void scaledProducts.push(expectSame(list, seed))), { numRuns: 400 });
    expect(scaledProducts.filter(count => count > 0).length).toBeGreaterThan(60);
    expect(scaledProducts.filter(count => count > 1).length).toBeGreaterThan(3);
  });
});

function outputs<T>(value: Tensor, make: (value: Tensor) => T): T {
  return make(value);
}

/** float64, where large terms may cancel. */
const cancelling = { relative: 1e-9, absolute: 1e-9 };

/** Each expression is an output; the first is read by an operation too. Gives the number of scaled products. */
function expectSame(list: readonly Expression[], seed: number): number {
  const recorder = new GraphRecorder();
  const values = list.map(recordExpression(recorder));
  const results = Object.fromEntries(values.map((value, at): [string, Tensor] => [`y${at}`, value]));
  const graph = foldProducts(simplify(recorder.graph({ ...results, ...(values[0] && { read: values[0].tanh() }) })));
  const feeds = feedsOf(seed);
  const session = typescriptBackend({ precision: 'float64' }).open([]);
  const executable = session.compile(graph);
  for (const [name, feed] of Object.entries(executable.frame.feeds)) feed.set(feeds[name] ?? []);
  void executable.run(2, () => undefined, () => true);
  list.forEach((expression, at) => expectClose(outputOf(executable.outputs, `y${at}`), valueOf(expression, feeds), cancelling, JSON.stringify(expression)));
  session.dispose();
  return graph.nodes.filter(({ op }) => op === 'matMulAdd').length;
}

describe('updates folded into the products of gradients', () => {
  const config = (more: Partial<RunConfig>): RunConfig => ({
    model: sequential([dense({ units: 4, activation: 'relu' }), dense({ units: 2 })]), loss: meanSquaredError(), optimizer: sgd(0.1),
    data: arrays({ inputs: [[1, 2, 3], [2, 3, 4]], targets: [[1, 2], [2, 3]] }), training: { epochs: 1, batchSize: 2 }, seed: 1, ...more,
  });
  const penalised = (kernelRegularizer: ReturnType<typeof l2>) => sequential([dense({ units: 4, activation: 'relu', kernelRegularizer }), dense({ units: 2, kernelRegularizer })]);
  const training = async (more: Partial<RunConfig>): Promise<Graph> => {
    await using run = await createRun(config(more));
    return foldProducts(simplify(run.graph('train')));
  };

  it('sgd: every kernel in place', async () => {
    const graph = await training({});
    expect(foldedUpdates(graph)).toMatchInlineSnapshot(`
      "parameters/dense_2/kernel = −optimizer/0.rate·product + parameters/dense_2/kernel
      parameters/dense/kernel = −optimizer/0.rate·product + parameters/dense/kernel"
    `);
    expect(['parameters/dense/kernel', 'parameters/dense_2/kernel'].map(name => isOverOwnState(graph, name))).toEqual([true, true]);
  });

  it('sgd with L2: the decay is the factor of the parameter', async () => {
    const graph = await training({ model: penalised(l2(0.01)) });
    expect(foldedUpdates(graph)).toMatchInlineSnapshot(`
      "parameters/dense_2/kernel = −optimizer/0.rate·product + (1 + −optimizer/0.rate·penaltyScale·dense_2/kernel/lambda·2)·parameters/dense_2/kernel
      parameters/dense/kernel = −optimizer/0.rate·product + (1 + −optimizer/0.rate·penaltyScale·dense/kernel/lambda·2)·parameters/dense/kernel"
    `);
    expect(['parameters/dense/kernel', 'parameters/dense_2/kernel'].map(name => isOverOwnState(graph, name))).toEqual([true, true]);
  });

  it('sgd with decoupled decay', async () => {
    expect(foldedUpdates(await training({ optimizer: sgd({ learningRate: 0.1, weightDecay: 0.01 }) }))).toMatchInlineSnapshot(`
      "parameters/dense_2/kernel = −optimizer/1.rate·product + (1 + −optimizer/1.rate·optimizer/0.decay)·parameters/dense_2/kernel
      parameters/dense/kernel = −optimizer/1.rate·product + (1 + −optimizer/1.rate·optimizer/0.decay)·parameters/dense/kernel"
    `);
  });

  it('sgd with L1 and L2: the decayed parameter and its sign are one pass, the product comes upon it', async () => {
    expect(foldedUpdates(await training({ model: penalised(elasticNet({ l1: 0.01, l2: 0.01 })) }))).toMatchInlineSnapshot(`
      "parameters/dense_2/kernel = −optimizer/0.rate·product + (parameters/dense_2/kernel·(1 + −optimizer/0.rate·penaltyScale·dense_2/kernel/l2·2) + [sign]·−optimizer/0.rate·penaltyScale·dense_2/kernel/l1)
      parameters/dense/kernel = −optimizer/0.rate·product + (parameters/dense/kernel·(1 + −optimizer/0.rate·penaltyScale·dense/kernel/l2·2) + [sign]·−optimizer/0.rate·penaltyScale·dense/kernel/l1)"
    `);
  });

  it('momentum: the velocity', async () => {
    const graph = await training({ optimizer: momentum(0.1) });
    expect(foldedUpdates(graph)).toMatchInlineSnapshot(`
      "slots/dense_2/kernel/0.velocity = product + optimizer/0.beta·slots/dense_2/kernel/0.velocity
      slots/dense/kernel/0.velocity = product + optimizer/0.beta·slots/dense/kernel/0.velocity"
    `);
    expect(['slots/dense/kernel/0.velocity', 'slots/dense_2/kernel/0.velocity'].map(name => isOverOwnState(graph, name))).toEqual([true, true]);
  });

  it('momentum with decoupled decay: the velocity', async () => {
    expect(foldedUpdates(await training({ optimizer: momentum({ learningRate: 0.1, weightDecay: 0.01 }) }))).toMatchInlineSnapshot(`
      "slots/dense_2/kernel/0.velocity = product + optimizer/0.beta·slots/dense_2/kernel/0.velocity
      slots/dense/kernel/0.velocity = product + optimizer/0.beta·slots/dense/kernel/0.velocity"
    `);
  });

  it('a residual branch: the sum of its gradients', async () => {
    const block = residual(dense({ units: 3, useBias: false, activation: 'tanh' }));
    expect(foldedUpdates(await training({ model: sequential([dense({ units: 3 }), block, dense({ units: 2 })]) }))).toMatchInlineSnapshot(`
      "parameters/dense_2/kernel = −optimizer/0.rate·product + parameters/dense_2/kernel
      [sum] = product + [matMul]
      parameters/residual/dense/kernel = −optimizer/0.rate·product + parameters/residual/dense/kernel
      parameters/dense/kernel = −optimizer/0.rate·product + parameters/dense/kernel"
    `);
  });

  it.each([
    ['nesterov, which reads the gradient twice', { optimizer: momentum({ learningRate: 0.1, nesterov: true }) }],
    ['adam, which squares the gradient', { optimizer: adam(0.1) }],
    ['adam with decay', { optimizer: adam({ learningRate: 0.1, weightDecay: 0.01 }) }],
    ['momentum with L2, whose velocity the pass of the update takes along', { optimizer: momentum(0.1), model: penalised(l2(0.01)) }],
    ['sgd with a common norm, which reads every gradient', { optimizer: sgd({ learningRate: 0.1, clipGlobalNorm: 1 }) }],
  ])('leaves %s', async (_, more) => {
    expect(foldedUpdates(await training(more))).toBe('no scaled products');
  });

  it('leaves the gradients that a report gives', async () => {
    await using run = await createRun(config({}));
    expect(foldedUpdates(foldProducts(simplify(run.graph('report'))))).toBe('no scaled products');
  });
});
