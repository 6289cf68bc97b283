import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorBounds } from '../../../src/backends/wasm/floatFunctions.ts';
import type { DType } from '../../../src/tensor/dtype.ts';
import { binaryFunctions, comparisonFunctions, elementwiseFunctions, logicalFunctions, unaryFunctions } from '../../../src/tensor/elementwise.ts';
import type { ElementwiseOperation } from '../../../src/tensor/elementwise.ts';
import { broadcastShapes, sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { elementAt, indicesOf } from '../typescript/evaluate.ts';
import { evaluate, run } from './run.ts';
import type { Given } from './run.ts';
import { ulpsBetween } from './ulps.ts';

const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 17, 33];
const special = [0, -0, 1, -1, 0.5, -2.5, 7, 300, -300, 1e-40, -3e38, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Numbers among which special ones stand at every position of a vector. */
function numbers(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => ((i * 7 + seed) % 3 === 0 ? special[(i * 5 + seed) % special.length] ?? 0 : 4 * Math.sin(1 + seed + i * 1.7)));
}

function values(shape: Shape, dtype: DType, seed: number): Given {
  const own = numbers(sizeOf(shape), seed);
  if (dtype === 'float') return { shape, dtype, values: own };
  return { shape, dtype, values: own.map((_, i) => (dtype === 'bool' ? Number(Math.sin(seed + 9 * i) > 0) : Math.round(9 * Math.sin(seed + 7 * i)) | 0)) };
}

/** The function of the table at every index; JavaScript's own functions are exact enough to be rounded. */
function direct(name: ElementwiseOperation, inputs: readonly Given[]): readonly number[] {
  const shape = inputs.reduce<Shape>((reached, { shape: own }) => broadcastShapes(reached, own) ?? [], []);
  const rounded = (value: number) => (inputs.at(-1)?.dtype === 'int32' ? value | 0 : value);
  return indicesOf(shape).map(indices => rounded(elementwiseFunctions[name](...inputs.map(input => elementAt(input, indices)))));
}

function check(name: ElementwiseOperation, inputs: readonly Given[]): void {
  const bound = Object.hasOwn(errorBounds, name) ? errorBounds[name as keyof typeof errorBounds] : 0.5;
  const actual = evaluate(inputs, (...tensors) => record(name as 'add', tensors, {}));
  const wrong = direct(name, inputs).filter((expected, i) => ulpsBetween(actual[i] ?? Number.NaN, expected) > bound || (bound === 0.5 && !Object.is(actual[i], Math.fround(expected))));
  if (wrong.length > 0) expect(actual).toEqual(direct(name, inputs).map(Math.fround));
}

describe('element-wise operations on rows of every length', () => {
  it.each(Object.keys(unaryFunctions))('%s', name => {
    for (const size of sizes) check(name as ElementwiseOperation, [values([size], 'float', size)]);
  });
  it.each(Object.keys({ ...binaryFunctions, ...comparisonFunctions }))('%s', name => {
    for (const size of sizes) check(name as ElementwiseOperation, [values([size], 'float', size), values([size], 'float', size + 3)]);
  });
  it.each(['add', 'subtract', 'multiply', 'maximum', 'minimum', 'less', 'lessEqual', 'equal'] as const)('%s of int32', name => {
    for (const size of sizes) check(name, [values([size], 'int32', size), values([size], 'int32', size + 3)]);
  });
  it.each([...Object.keys(logicalFunctions), 'less', 'lessEqual', 'equal'])('%s of bools', name => {
    for (const size of sizes) check(name as ElementwiseOperation, [values([size], 'bool', size), values([size], 'bool', size + 3)].slice(0, name === 'logicalNot' ? 1 : 2));
  });
  it.each(['float', 'int32', 'bool'] as const)('select of %s', dtype => {
    for (const size of sizes) check('select', [values([size], 'bool', size), values([size], dtype, size), values([size], dtype, size + 3)]);
  });
  it('powers by constant exponents', () => {
    for (const exponent of [-1, 2, 3, 0.5]) {
      const x = values([33], 'float', 1);
      const actual = evaluate([x], t => t.pow(exponent));
      Array.from(x.values, value => Math.pow(value, exponent)).forEach((expected, i) => expect(ulpsBetween(actual[i] ?? Number.NaN, expected)).toBeLessThanOrEqual(exponent === 3 ? 1.5 : 0.5));
    }
  });
  it.each(['negate', 'abs'] as const)('%s of int32', name => check(name, [{ shape: [3], dtype: 'int32', values: [5, -7, 1] }]));
  it('others on int32 have no WebAssembly form', () => {
    expect(() => evaluate([values([4], 'int32', 1)], x => record('exp', [x], {}))).toThrow('no WebAssembly form');
  });
});

describe('casts', () => {
  const types = ['float', 'int32', 'bool'] as const;
  it.each(types.flatMap(from => types.filter(to => to !== from).map(to => ({ from, to }))))('$from to $to', ({ from, to }) => {
    for (const size of sizes) {
      const given = from === 'float' && to === 'int32' ? { shape: [size], values: Float32Array.from({ length: size }, (_, i) => 40 * Math.sin(i)) } : values([size], from, size);
      const expected = Array.from(given.values, value => (to === 'bool' ? Number(value !== 0) : to === 'int32' ? Math.trunc(value) + 0 : value));
      expect(evaluate([given], x => x.cast(to))).toEqual(expected);
    }
  });
  it('a float outside int32 becomes the nearest int32, NaN becomes 0', () => {
    expect(evaluate([{ shape: [4], values: [3e9, -3e9, Number.NaN, Number.POSITIVE_INFINITY] }], x => x.cast('int32'))).toEqual([2147483647, -2147483648, 0, 2147483647]);
  });
});

/** Shapes that broadcast to one: axes dropped in front, extents replaced by 1. */
const broadcastable = (count: number): fc.Arbitrary<readonly Shape[]> => fc.array(fc.constantFrom(1, 2, 3, 4, 5, 9), { maxLength: 4 }).chain(shape => fc.tuple(
  ...Array.from({ length: count }, () => fc.tuple(fc.nat(shape.length), fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }))
    .map(([dropped, ones]) => shape.map((extent, axis) => (ones[axis] === true ? 1 : extent)).slice(dropped))),
));

describe('broadcasting', () => {
  it('of floats', () => {
    fc.assert(fc.property(broadcastable(2), shapes => check('subtract', shapes.map((shape, i) => values(shape, 'float', i)))), { numRuns: 200 });
  });
  it('of bools and ints', () => {
    fc.assert(fc.property(broadcastable(3), shapes => check('select', shapes.map((shape, i) => values(shape, i === 0 ? 'bool' : 'int32', i)))), { numRuns: 200 });
  });
  it('of a row, a column and a number', () => {
    for (const shapes of [[[128, 10], [10]], [[128, 10], [128, 1]], [[128, 10], []], [[1, 10], [128, 1]], [[128, 1], [1]], [[1], [1, 1, 1]], [[], []], [[3, 1, 70], [5, 1]]]) {
      check('multiply', shapes.map((shape, i) => values(shape, 'float', i)));
    }
  });
  it('of nothing', () => check('add', [values([0, 3], 'float', 1), values([3], 'float', 2)]));
});

describe('regions', () => {
  const adam = (g: Tensor, m: Tensor, v: Tensor, w: Tensor) => {
    const firstMoment = m.mul(0.9).add(g.mul(0.1));
    const secondMoment = v.mul(0.999).add(g.square().mul(0.001));
    return { firstMoment, secondMoment, weight: w.sub(firstMoment.mul(0.01).div(secondMoment.sqrt().add(1e-7))) };
  };
  it.each(sizes)('several outputs of one pass over %i elements', size => {
    const inputs = [1, 2, 3, 4].map(seed => ({ shape: [size], values: Float32Array.from({ length: size }, (_, i) => Math.abs(Math.sin(seed + i))) }));
    const { firstMoment, secondMoment, weight } = run(inputs, adam);
    const round = Math.fround;
    for (let i = 0; i < size; i++) {
      const [g = 0, m = 0, v = 0, w = 0] = inputs.map(input => input.values[i] ?? 0);
      const expectedM = round(round(m * round(0.9)) + round(g * round(0.1)));
      const expectedV = round(round(v * round(0.999)) + round(round(g * g) * round(0.001)));
      expect(firstMoment?.[i]).toBe(expectedM);
      expect(secondMoment?.[i]).toBe(expectedV);
      expect(weight?.[i]).toBe(round(w - round(round(expectedM * round(0.01)) / round(round(Math.sqrt(expectedV)) + round(1e-7)))));
    }
  });
  it('an output may take the memory of an operand', () => {
    for (const size of sizes) {
      const [a, b] = [values([size, 3], 'float', 1), values([3], 'float', 2)];
      const f = (x: Tensor, y: Tensor) => x.mul(y).add(x).relu().sub(x);
      expect(evaluate([a, b], f, { over: ['y', 0] })).toEqual(evaluate([a, b], f));
    }
  });
  it.each(sizes)('the sum of what %i rows compute counts no empty lane', size => {
    for (const [shape, other] of [[[size], []], [[size, 3], [3]], [[3, size], [3, 1]], [[2, size, 5], [size, 1]]] as const) {
      const inputs = [shape, other].map((own, phase) => ({ shape: own, values: Float32Array.from({ length: sizeOf(own) }, (_, i) => Math.sin(phase + i)) }));
      const { of, total } = run(inputs, (x: Tensor, y: Tensor) => {
        const both = x.sub(y).square().add(1);
        return { of: both, total: both.sum() };
      });
      const expected = (of ?? []).reduce((sum, value) => sum + value, 0);
      expect(total).toEqual([Math.fround(expected)]);
      const alone = evaluate(inputs, (x, y) => x.sub(y).square().add(1).sum(), { times: 2 });
      expect(ulpsBetween(alone[0] ?? Number.NaN, expected)).toBeLessThanOrEqual(0.5);
    }
  });
  it('the sum over nothing is 0', () => {
    for (const shape of [[0], [0, 3], [3, 0]]) expect(evaluate([{ shape, values: [] }], x => x.mul(2).add(1).sum(), { times: 2 })).toEqual([0]);
  });
  it('masks stay in registers and are stored as bytes', () => {
    const x = values([33], 'float', 1);
    const { y, mask } = run([x], (t: Tensor) => {
      const positive = t.constant(0).less(t);
      return { y: positive.logicalNot().select(t.negate(), t), mask: positive };
    });
    expect(mask).toEqual(Array.from(x.values, value => Number(value > 0)));
    expect(y).toEqual(Array.from(x.values, value => (value > 0 ? value : -value)));
  });
  it('a result does not depend on its position', () => {
    for (const name of ['exp', 'expm1', 'log', 'log1p', 'tanh', 'sigmoid', 'softplus'] as const) {
      const x = { shape: [7], values: new Float32Array(7).fill(0.7310585) };
      expect(new Set(evaluate([x], t => record(name, [t], {}))).size).toBe(1);
    }
  });
});
