import { describe, expect, it } from 'vitest';
import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import type { Graph } from '../../src/tensor/graph.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { record } from '../../src/tensor/tensor.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { spread, weighted } from './tfjs/differentiable.ts';
import { centralDifferences } from './tfjs/differences.ts';
import { fed } from './tfjs/evaluate.ts';
import type { Fed } from './tfjs/evaluate.ts';

const [time, batch, features, hidden] = [5, 3, 2, 4];

function body(shapes: readonly Shape[], next: (...inputs: [Tensor, Tensor, Tensor, Tensor, Tensor]) => Tensor): Graph {
  const recorder = new GraphRecorder();
  const inputs = shapes.map((shape, index) => recorder.input({ from: 'feed', name: String(index) }, { shape, dtype: 'float' }));
  return recorder.graph({ y: next(...inputs as [Tensor, Tensor, Tensor, Tensor, Tensor]) });
}

/** hₜ = tanh(xₜ·W + hₜ₋₁·U + b) */
function elman(first: Tensor, x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor): Tensor {
  const step = body([[batch, hidden], [batch, features], kernel.shape, recurrent.shape, bias.shape], (h, xt, w, u, b) => xt.matMul(w).add(h.matMul(u)).add(b).tanh());
  return record('scan', [first, x, kernel, recurrent, bias], { body: step, sequences: 1, reverse: false });
}

/**
 * The adjoint, a scan from the last time to the first: dzₜ = (dhₜ + dzₜ₊₁·Uᵀ)·(1 − hₜ²). Then dW = Σₜ xₜᵀ·dzₜ, dU = Σₜ hₜ₋₁ᵀ·dzₜ, db = Σₜ dzₜ,
 * and the first state's is dz₀·Uᵀ.
 */
function adjoint([first, x, kernel, recurrent]: readonly [Tensor, Tensor, Tensor, Tensor, Tensor], states: Tensor, dStates: Tensor): readonly Tensor[] {
  const step = body([[batch, hidden], [batch, hidden], [batch, hidden], recurrent.shape], (dz, dh, h, u) => dh.add(dz.matMul(u.T)).mul(h.mul(h).negate().add(1)));
  const zeros = first.constant(0, [batch, hidden]);
  const dz = record('scan', [zeros, dStates, states, recurrent], { body: step, sequences: 2, reverse: true });
  const before = first.reshape([1, batch, hidden]).concat([states.slice([0, 0, 0], [time - 1, batch, hidden])], 0);
  const rows = (values: Tensor) => values.reshape([time * batch, values.shape.at(-1) ?? 1]);
  return [
    dz.slice([0, 0, 0], [1, batch, hidden]).reshape([batch, hidden]).matMul(recurrent.T), rows(dz).matMul(kernel.T).reshape(x.shape),
    rows(x).T.matMul(rows(dz)), rows(before).T.matMul(rows(dz)), dz.sum([0, 1]),
  ];
}

const feeds: readonly Fed[] = [spread([batch, hidden], 1), spread([time, batch, features], 2), spread([features, hidden], 3), spread([hidden, hidden], 4), spread([hidden], 5)]
  .map(({ values, shape, dtype }) => fed(Array.from(values, value => value / 2), shape, dtype));
const loss = (...inputs: Tensor[]) => weighted(elman(...inputs as [Tensor, Tensor, Tensor, Tensor, Tensor]));

function gradients(): Graph {
  const recorder = new GraphRecorder();
  const inputs = feeds.map((type, index) => recorder.input({ from: 'feed', name: String(index) }, type)) as [Tensor, Tensor, Tensor, Tensor, Tensor];
  const states = elman(...inputs);
  const dStates = states.constant(Array.from({ length: states.size }, (_, i) => 1 + (i % 5) / 4), states.shape);
  return recorder.graph(Object.fromEntries(adjoint(inputs, states, dStates).map((gradient, index) => [`d${index}`, gradient])));
}

describe('the adjoint of a recurrence is a recurrence backwards', async () => {
  const expected = centralDifferences(feeds, loss);
  const backends = [...await testedBackends(), { name: 'typescript:float64', backend: typescriptBackend({ precision: 'float64' }), missing: undefined }];
  for (const { name, backend, missing } of backends) {
    it.skipIf(backend === undefined)(missing === undefined ? `on ${name}` : `on ${name} (skipped: ${missing})`, async () => {
      const session = (backend ?? typescriptBackend()).open([]);
      const executable = session.compile(gradients());
      await executable.run(2, () => feeds.forEach(({ values }, index) => executable.frame.feeds[String(index)]?.set(values)), () => {});
      for (const [index, values] of expected.entries()) expectClose(executable.outputs[`d${index}`] ?? [], values, backend?.precision === 'float64' ? tolerances.differences : tolerances.float32, `operand ${index}`);
      session.dispose();
    });
  }
});

describe('a scan in plain TypeScript', () => {
  it('counts the memory of its body, and reads state that the step then assigns', async () => {
    const recorder = new GraphRecorder();
    const last = recorder.input({ from: 'state', name: 'h' }, { shape: [1, 2], dtype: 'float' });
    const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [3, 1, 2], dtype: 'float' });
    const states = record('scan', [last, x], { body: body([[1, 2], [1, 2]], (h, xt) => h.mul(0.5).add(xt)), sequences: 1, reverse: false });
    const session = typescriptBackend().open([{ name: 'h', shape: [1, 2], dtype: 'float' }]);
    session.write({ h: [8, 16] });
    const executable = session.compile(recorder.graph({ states }, { h: states.slice([2, 0, 0], [1, 1, 2]).reshape([1, 2]) }));
    await executable.run(2, () => executable.frame.feeds['x']?.set([1, 2, 3, 4, 5, 6]), () => true);
    expect([...(await session.read())['h'] ?? []]).toEqual([7.71875, 9.8125]);
    expect(executable.bytes).toBeGreaterThan((6 + 6 + 2 + 2) * 4);
  });

  it('of no time at all gives no states', () => {
    const recorder = new GraphRecorder();
    const [first, x] = [recorder.input({ from: 'feed', name: 'h' }, { shape: [2], dtype: 'float' }), recorder.input({ from: 'feed', name: 'x' }, { shape: [0, 2], dtype: 'float' })];
    const states = record('scan', [first, x], { body: body([[2], [2]], (h, xt) => h.add(xt)), sequences: 1, reverse: false });
    const executable = typescriptBackend().open([]).compile(recorder.graph({ states, total: states.sum() }));
    void executable.run(1, () => {}, () => true);
    expect([...executable.outputs['states'] ?? [1]]).toEqual([]);
    expect([...executable.outputs['total'] ?? []]).toEqual([0]);
  });
});
