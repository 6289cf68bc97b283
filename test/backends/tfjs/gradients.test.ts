import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { record } from '../../../src/tensor/tensor.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { tolerances } from '../../../src/verification/tolerances.ts';
import { devices } from './devices.ts';
import { centralDifferences, tapedGradients } from './differences.ts';
import type { Scalar } from './differences.ts';
import { evaluate, fed } from './evaluate.ts';
import { differentiable, positive, scan, spread, weighted } from './differentiable.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 0, maxLength: 3 });
const broadcastPair = fc.tuple(shapes, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), fc.nat(3)).map(
  ([shape, ones, dropped]): [Shape, Shape] => [shape, shape.map((extent, axis) => (ones[axis] ? 1 : extent)).slice(dropped)]);

const unaries = ['negate', 'abs', 'exp', 'expm1', 'sin', 'cos', 'tanh', 'relu', 'sigmoid', 'softplus', 'erf'] as const;
const positives = ['log', 'log1p', 'sqrt'] as const;
const binaries = ['add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum'] as const;

for (const { title, missing, backend, runtime } of devices) {
  describe.skipIf(missing)(`automatic differentiation on ${title}`, () => {
    let tensors = 0;
    beforeEach(() => { tensors = runtime().tf.memory().numTensors; });
    afterEach(() => { expect(runtime().tf.memory().numTensors, 'tensors left behind').toBe(tensors); });

    const check = (feeds: readonly ReturnType<typeof fed>[], f: Scalar, label: string) => {
      const expected = centralDifferences(feeds, f);
      for (const [index, gradient] of tapedGradients(backend(), feeds, f).entries()) expectClose(gradient, expected[index] ?? [], tolerances.float32, `${label}, operand ${index}`);
    };

    it.each(unaries)('%s', operation => {
      fc.assert(fc.property(shapes, fc.nat(9), (shape, seed) => check([spread(shape, seed)], x => weighted(record(operation, [x], {})), operation)), { numRuns: 8 });
    });

    it.each(positives)('%s', operation => {
      fc.assert(fc.property(shapes, fc.nat(9), (shape, seed) => check([positive(shape, seed)], x => weighted(record(operation, [x], {})), operation)), { numRuns: 8 });
    });

    it.each(binaries)('%s of operands that broadcast', operation => {
      fc.assert(fc.property(broadcastPair, fc.boolean(), ([long, short], swapped) => {
        const [a, b] = swapped ? [short, long] : [long, short];
        const shifted = positive(b, 2);
        check([spread(a, 1), { ...shifted, values: Array.from(shifted.values, x => x + 0.017) }], (x, y) => weighted(record(operation, [x, y], {})), operation);
      }), { numRuns: 12 });
    });

    it('power of operands that broadcast', () => check([positive([3, 2], 1), spread([2], 2)], (x, y) => weighted(x.pow(y)), 'power'));

    it.each(differentiable)('$name', ({ name, feeds, f }) => check(feeds, f, name));

    it('does not follow detach, sign, floor, casts and comparisons, and gives zeros for an x that y does not depend on', () => {
      const feeds = [fed([1.5, -2.5, 3.25]), fed([1, 2])];
      const [dx, unused] = tapedGradients(backend(), feeds, x => (
        x.detach().mul(x).add(x.sign()).add(x.floor()).add(x.cast('int32').cast('float')).add(x.less(2).cast('float')).add(x.argMax().cast('float')).sum()));
      expect(dx).toEqual([1.5, -2.5, 3.25]);
      expect(unused).toEqual([0, 0]);
    });

    it('does not follow detach in the body of a scan, nor a state that is a count', () => {
      const feeds = [fed([0]), fed([1.5, -2.5], [2, 1])];
      const [, dx] = tapedGradients(backend(), feeds, (state, x) => {
        const count = scan([state.cast('int32'), x], 1, false, (...[total, own]: [Tensor, Tensor]) => total.add(own.greater(0).cast('int32')));
        return scan([state, x], 1, false, (...[total, own]: [Tensor, Tensor]) => total.add(own.detach().mul(own))).sum().add(count.cast('float').sum());
      });
      expect(dx).toEqual([3, -2.5]);
    });

    it('gives only zeros where no path leads to y, and 1 for y itself', () => {
      const y = evaluate(backend(), [fed([2, 3])], x => {
        const [sum, cut] = [x.sum(), x.detach().sum()];
        return { itself: record('gradient', [sum, sum], {}), none: record('gradient', [cut, x], {}) };
      });
      expect(y).toEqual({ itself: [1], none: [0, 0] });
    });

    it('differentiates with respect to intermediates, and keeps values that others need', () => {
      const y = evaluate(backend(), [fed([0.5, -1, 2])], x => {
        const hidden = x.mul(3);
        const top = hidden.mul(hidden).add(x);
        const loss = top.sum();
        const [dx, dHidden, dTop] = [record('gradient', [loss, x], {}), record('gradient', [loss, hidden], {}), record('gradient', [loss, top], {})];
        return { loss, hidden, after: top.add(hidden), dx, dHidden, dTop, difference: dx.sub(dHidden.mul(3)) };
      });
      expect(y).toEqual({
        loss: [48.75], hidden: [1.5, -3, 6], after: [4.25, 5, 44], dx: [10, -17, 37], dHidden: [3, -6, 12], dTop: [1, 1, 1], difference: [1, 1, 1],
      });
    });

    it('differentiates several scalars that share nodes and depend on each other', () => {
      const y = evaluate(backend(), [fed([0.5, -1]), fed([2, 3])], (p, q) => {
        const [a, b] = [p.mul(p), q.mul(q)];
        const [sum, product] = [a.add(b).sum(), a.mul(b).sum()];
        const dp = record('gradient', [sum, p], {});
        const next = q.sub(dp);
        const dNext = record('gradient', [next.mul(next).sum(), next], {});
        return { dp, dq: record('gradient', [product, q], {}), da: record('gradient', [product, a], {}), a, b, dNext };
      });
      expect(y).toEqual({ dp: [1, -2], dq: [1, 6], da: [4, 9], a: [0.25, 1], b: [4, 9], dNext: [2, 10] });
    });

    it('takes the declared backward of a surrogate', () => {
      const inner = new GraphRecorder();
      const z = inner.input({ from: 'feed', name: '0' }, { shape: [3], dtype: 'float' });
      const scale = inner.input({ from: 'feed', name: '1' }, { shape: [], dtype: 'float' });
      const forward = inner.graph({ y: z.mul(scale).greaterEqual(0).cast('float') });
      const outer = new GraphRecorder();
      const operand = outer.input({ from: 'feed', name: '0' }, { shape: [3], dtype: 'float' });
      const dy = outer.input({ from: 'feed', name: 'dy' }, { shape: [3], dtype: 'float' });
      const backward = outer.graph({ 0: dy.mul(operand) });
      const step: Scalar = (x, s) => record('surrogate', [x.mul(2), s], { forward, backward }).mul(5).sum();
      expect(tapedGradients(backend(), [fed([1, -2, 3]), fed([1], [])], step)).toEqual([[20, -40, 60], [0]]);
      expect(evaluate(backend(), [fed([1, -2, 3]), fed([1], [])], (x, s) => ({ y: step(x, s) }))).toEqual({ y: [10] });
    });
  });
}
