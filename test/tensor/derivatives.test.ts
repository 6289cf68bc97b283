import { describe, expect, it } from 'vitest';
import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import { zerosOf } from '../../src/tensor/functions.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import { derivatives } from '../../src/tensor/derivatives/derivatives.ts';
import { differentiate } from '../../src/tensor/derivatives/differentiate.ts';
import { detachedOperations } from '../../src/tensor/operations.ts';
import type { Operation } from '../../src/tensor/operations.ts';
import { record } from '../../src/tensor/tensor.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { differentiable, positive, scan, spread, weighted } from '../backends/tfjs/differentiable.ts';
import { centralDifferences, tapedGradients } from '../backends/tfjs/differences.ts';
import type { Scalar } from '../backends/tfjs/differences.ts';
import { evaluate, fed } from '../backends/tfjs/evaluate.ts';
import type { Fed } from '../backends/tfjs/evaluate.ts';

const oracle = typescriptBackend({ precision: 'float64' });
const tfjs = await createRegistry([]).create('backend', 'tfjs:cpu');

interface Case {
  readonly feeds: readonly Fed[];
  readonly f: Scalar;
  /** Why tf.js' tape is not asked. */
  readonly untaped?: string;
}

/** A function of one float, of all shapes. */
const one = (f: (x: Tensor) => Tensor, values = spread([2, 3], 1)): Case => ({ feeds: [values], f: x => weighted(f(only(x))) });
/** Operands that broadcast, either way, and no ties between them. */
const two = (f: (a: Tensor, b: Tensor) => Tensor): readonly Case[] => [[[2, 3], [3]], [[2, 1], [1, 3]], [[], [2, 2]], [[3], [3]]].map(([a = [], b = []]) => {
  const second = positive(b, 2);
  return { feeds: [positive(a, 1), { ...second, values: Array.from(second.values, x => x + 0.017) }], f: (x, y) => weighted(f(only(x), only(y))) };
});
const image = { strides: [1, 2], dilations: [2, 1], padding: [[1, 0], [0, 1]] } as const;
const pool = { window: [2, 2], strides: [1, 2], padding: [[1, 0], [0, 1]] } as const;
const tapes = 'its tape has no derivative of this kernel';
const transposes = [[false, false], [true, false], [false, true], [true, true]] as const;
const known = (name: string): Case => {
  const found = differentiable.find(each => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
};
const flips = (transposeLeft: boolean, transposeRight: boolean) => ({ transposeLeft, transposeRight });
const factors = (left: boolean, right: boolean) => [spread(left ? [2, 3, 2] : [2, 2, 3], 1), spread(right ? [2, 4, 3] : [2, 3, 4], 2)];

/** For every operation functions to differentiate, or why it is not followed. */
const cases: { readonly [K in Operation]: readonly Case[] | string } = {
  input: [one(x => x)],
  constant: 'no operands', detach: 'cut off', sign: 'constant in pieces', floor: 'constant in pieces', argMax: 'an index',
  less: 'a bool', lessEqual: 'a bool', equal: 'a bool', logicalAnd: 'a bool', logicalOr: 'a bool', logicalNot: 'a bool',
  negate: [one(x => x.negate())],
  abs: [one(x => x.abs())],
  exp: [one(x => x.exp())],
  expm1: [one(x => x.expm1())],
  log: [one(x => x.log(), positive([2, 3], 1))],
  log1p: [one(x => x.log1p(), positive([2, 3], 1))],
  sqrt: [one(x => x.sqrt(), positive([2, 3], 1))],
  sin: [one(x => x.sin())],
  cos: [one(x => x.cos())],
  tanh: [one(x => x.tanh())],
  relu: [one(x => x.relu())],
  sigmoid: [one(x => x.sigmoid())],
  softplus: [one(x => x.softplus())],
  erf: [one(x => x.erf())],
  add: [...two((a, b) => a.add(b)), one(x => x.add(x))],
  subtract: two((a, b) => a.sub(b)),
  multiply: [...two((a, b) => a.mul(b)), one(x => x.mul(x))],
  divide: two((a, b) => a.div(b)),
  power: [...two((a, b) => a.pow(b)), one(x => x.pow(3)), { feeds: [fed([-2, 0, 1.5])], f: x => weighted(only(x).pow(2)), untaped: 'log 0' }],
  maximum: [...two((a, b) => a.maximum(b)).map(each => ({ ...each, untaped: 'its derivative throws where an operand is broadcast' })), one(x => x.maximum(x.negate()))],
  minimum: [...two((a, b) => a.minimum(b)).map(each => ({ ...each, untaped: 'its derivative throws where an operand is broadcast' })), one(x => x.minimum(x.negate()))],
  select: [known('select with every operand broadcast'), one(x => x.greater(0).select(x.square(), x.mul(3)))],
  cast: [one(x => x.mul(x.greater(0).cast('float')).add(record('cast', [x], { dtype: 'float' })))],
  sum: [[0], [1], [0, 2], [0, 1, 2], []].map(axes => one(x => x.sum(axes).square(), spread([2, 3, 2], 1))),
  max: [[0], [1], [0, 2], [0, 1, 2]].map(axes => one(x => x.max(axes), spread([2, 3, 2], 1))),
  reshape: [one(x => x.reshape([3, 2]).square())],
  transpose: [one(x => x.transpose([2, 0, 1]).mul(x.reshape([2, 2, 3])), spread([2, 3, 2], 1))],
  broadcastTo: [one(x => x.broadcastTo([2, 2, 3]), spread([2, 1], 1)), one(x => x.broadcastTo([4]), spread([], 1))],
  slice: [one(x => x.slice([0, 1], [1, 2]).square())],
  concat: [{ feeds: [spread([2, 3], 1), spread([2, 1], 2)], f: (...parts) => { const [a, b] = [only(parts[0]), only(parts[1])]; return weighted(a.concat([b, a], 1).square()); } }],
  pad: [one(x => x.pad([1, 0], [0, 2]).square())],
  gather: [known('gather with repeated indices')],
  scatterAdd: [known('scatterAdd')],
  matMul: [...transposes.map(([left, right]): Case => ({ feeds: factors(left, right), f: (a, b) => weighted(record('matMul', [only(a), only(b)], flips(left, right))) })), known('dense layers with a shared kernel')],
  matMulAdd: transposes.map(([left, right]): Case => ({
    feeds: [...factors(left, right), spread([2, 2, 4], 3), spread([], 1), spread([], 2)], f: (...all) => weighted(record('matMulAdd', all, flips(left, right))),
  })),
  convolution: [known('convolution')],
  convolutionImageGradient: [{
    feeds: [spread([2, 3, 3, 3], 1), spread([2, 3, 2, 3], 2)], untaped: tapes,
    f: (...all) => weighted(record('convolutionImageGradient', all, { ...image, imageShape: [2, 4, 6, 2] }).tanh()),
  }],
  convolutionKernelGradient: [{
    feeds: [spread([2, 4, 6, 2], 1), spread([2, 3, 3, 3], 2)], untaped: tapes,
    f: (...all) => weighted(record('convolutionKernelGradient', all, { ...image, kernelShape: [2, 3, 2, 3] }).mul(0.1).tanh()),
  }],
  maxPool: [known('max pooling')],
  maxPoolGradient: 'tested below',
  averagePool: [known('average pooling')],
  averagePoolGradient: [{ ...one(x => record('averagePoolGradient', [x], { ...pool, imageShape: [1, 5, 6, 2] }).tanh(), spread([1, 5, 3, 2], 1)), untaped: tapes }],
  scan: [
    ...['an Elman recurrence, backwards', 'a recurrence with a mask, a maximum and a sign', 'a recurrence in a recurrence'].map(known),
    ...[false, true].flatMap(reverse => [1, 4].map((time): Case => ({
      feeds: [spread([3], 1), spread([time, 3], 2), spread([time, 3], 4), spread([], 3)],
      f: (...all) => weighted(scan(all, 2, reverse, (...inputs) => {
        const [state, x, gate, scale] = [only(inputs[0]), only(inputs[1]), only(inputs[2]), only(inputs[3])];
        return state.mul(gate.sigmoid()).add(x.mul(scale)).tanh();
      })),
    }))),
  ],
  gradient: 'tested below',
  surrogate: 'tested below',
};

const followed = Object.entries(cases).flatMap(([operation, own]) => (typeof own === 'string' ? [] : own.map((each, index) => ({ title: `${operation} ${index + 1}`, ...each }))));

/** ∂f/∂x of every float feed, by recorded derivatives; zeros where there is none. */
function gradients(feeds: readonly Fed[], f: Scalar, backend = oracle): readonly number[][] {
  const results = evaluate(backend, feeds, (...inputs) => Object.fromEntries(gradientTensors(f, inputs).map((gradient, index) => [String(index), gradient])));
  return feeds.map(({ dtype, values }, index) => (dtype === 'float' ? results[String(index)] ?? [] : Array.from(values)));
}

function gradientTensors(f: Scalar, inputs: Tensor[]): readonly Tensor[] {
  const y = f(...inputs);
  return differentiate([y], inputs, [y.constant(1)]).map((gradient, index) => gradient ?? zerosOf(y, inputs[index]?.shape ?? []));
}

function only(tensor: Tensor | undefined): Tensor {
  if (tensor === undefined) throw new Error('the case has no such operand');
  return tensor;
}

describe('the derivative of', () => {
  it.each(followed)('$title is that of central differences', ({ feeds, f }) => {
    const expected = centralDifferences(feeds, f);
    for (const [index, gradient] of gradients(feeds, f).entries()) expectClose(gradient, expected[index] ?? [], tolerances.differences, `operand ${index}`);
  });

  it.each(followed.filter(({ untaped }) => untaped === undefined))('$title is that of tf.js', ({ feeds, f }) => {
    const expected = tapedGradients(tfjs, feeds, f);
    for (const [index, gradient] of gradients(feeds, f).entries()) expectClose(gradient, expected[index] ?? [], tolerances.float32, `operand ${index}`);
  });

  it.each(differentiable)('$name is that of central differences', ({ feeds, f }) => {
    const expected = centralDifferences(feeds, f);
    for (const [index, gradient] of gradients(feeds, f).entries()) expectClose(gradient, expected[index] ?? [], tolerances.differences, `operand ${index}`);
  });

  it.each(followed.filter(({ title }) => !title.startsWith('maxPool')))('the derivative of $title is that of central differences', ({ feeds, f }) => {
    const first: Scalar = (...inputs) => gradientTensors(f, inputs).filter((_, index) => inputs[index]?.dtype === 'float').map(gradient => weighted(gradient.sin())).reduce((sum, term) => sum.add(term));
    const expected = centralDifferences(feeds, first);
    for (const [index, gradient] of gradients(feeds, first).entries()) expectClose(gradient, expected[index] ?? [], tolerances.differences, `operand ${index}`);
  });
});

describe('differentiate', () => {
  it('follows none of the operations that automatic differentiation does not follow', () => {
    expect([...detachedOperations].filter(operation => derivatives[operation] !== 'none')).toEqual([]);
  });

  it('gives undefined where nothing depends on x, or not smoothly', () => {
    const recorder = new GraphRecorder();
    const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [2], dtype: 'float' });
    const index = recorder.input({ from: 'feed', name: 'index' }, { shape: [2], dtype: 'int32' });
    const y = x.sign().add(x.floor()).add(x.detach()).add(x.greater(0).cast('float')).add(index.cast('float')).add(x.argMax().cast('float'));
    expect(differentiate([y], [x, index], [y])).toEqual([undefined, undefined]);
    expect(differentiate([], [x], [])).toEqual([undefined]);
    expect(differentiate([x], [x], [x])).toEqual([x]);
  });

  it('sums over several values, and differentiates by intermediates', () => {
    const results = evaluate(oracle, [fed([0.5, -1])], x => {
      const [a] = [only(x).mul(3)];
      const [b] = [a.mul(a)];
      const [dx, da] = differentiate([a, b], [only(x), a], [a.constant([1, 10], [2]), b.constant([100, 1000], [2])]);
      return { dx: only(dx), da: only(da) };
    });
    expect(results).toEqual({ dx: [903, -17_970], da: [301, -5990] });
  });

  it('takes the declared backward of a surrogate', () => {
    const body = new GraphRecorder();
    const [z, s] = [body.input({ from: 'feed', name: '0' }, { shape: [3], dtype: 'float' }), body.input({ from: 'feed', name: '1' }, { shape: [], dtype: 'float' })];
    const forward = body.graph({ y: z.mul(s).greaterEqual(0).cast('float') });
    const outer = new GraphRecorder();
    const [operand, dy] = [outer.input({ from: 'feed', name: '0' }, { shape: [3], dtype: 'float' }), outer.input({ from: 'feed', name: 'dy' }, { shape: [3], dtype: 'float' })];
    const backward = outer.graph({ 0: dy.mul(operand) });
    expect(gradients([fed([1, -2, 3]), fed([1], [])], (x, scale) => record('surrogate', [only(x).mul(2), only(scale)], { forward, backward }).mul(5).sum(), tfjs)).toEqual([[20, -40, 60], [0]]);
  });

  it('shares the gradient of a maximum between equals, and gives that of a tie of two to the first', () => {
    expect(gradients([fed([2, 5, 5, 1])], x => only(x).max().mul(4))).toEqual([[0, 2, 2, 0]]);
    for (const of of ['maximum', 'minimum'] as const) expect(gradients([fed([3]), fed([3])], (a, b) => record(of, [only(a), only(b)], {}).sum())).toEqual([[1], [0]]);
    expect(gradients([fed([0, 0, 0])], x => only(x).relu().add(only(x).abs()).sum())).toEqual([[0, 0, 0]]);
  });

  it('takes powers at 0', () => {
    expect(gradients([fed([0, 0, 0, 2]), fed([0, 1, 2, 0])], (a, b) => only(a).pow(only(b)).sum())).toEqual([[0, 1, 0, 0], [0, 0, 0, Math.log(2)]]);
  });

  it('lets a NaN through', () => {
    const [gradient] = gradients([fed([Number.NaN, 1])], x => only(x).exp().tanh().mul(only(x).max()).sum());
    expect(gradient).toEqual([Number.NaN, Number.NaN]);
  });

  it('says what it cannot differentiate', () => {
    expect(() => gradients([fed([1, 2])], x => record('gradient', [only(x).square().sum(), only(x)], {}).sum())).toThrow('the operation gradient cannot be differentiated');
    const twice: Scalar = x => { const [dx] = gradientTensors(own => record('maxPool', [only(own)], pool).square().sum(), [only(x)]); return only(dx).sum(); };
    expect(() => gradients([spread([1, 5, 6, 2], 1)], twice)).toThrow('the operation maxPoolGradient cannot be differentiated');
  });

  it('refuses gradients of another shape, and tensors of other recordings', () => {
    const input = () => new GraphRecorder().input({ from: 'feed', name: 'x' }, { shape: [2], dtype: 'float' });
    const [x, other] = [input(), input()];
    expect(() => differentiate([x], [x], [x.sum()])).toThrow('the gradient of a value has another shape\n  got: []\n  expected: [2]');
    expect(() => differentiate([x], [other], [x])).toThrow('tensors of different recordings');
    expect(() => differentiate([x], [x], [])).toThrow('a value without its gradient');
  });
});
