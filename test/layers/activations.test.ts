import { describe, expect, it } from 'vitest';
import type { LayerInput } from '../../src/components/definition.ts';
import {
  activations, celu, elu, gelu, glu, hardShrink, hardSigmoid, hardSwish, hardTanh, leakyRelu, logSigmoid, logSoftmax, mish, prelu, relu, relu6, selu, silu, softmax, softplus,
  softShrink, softsign, sparsemax, sparsePlus, sparseSigmoid, squareplus, tanhShrink, threshold,
} from '../../src/layers/index.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { Network } from '../goldens/network.ts';
import { evaluate } from './evaluate.ts';
import { refusal } from './refusal.ts';

const named = (cases: readonly (readonly [LayerInput, readonly number[], readonly number[]])[]) => cases.map(own => [JSON.stringify(own[0]), ...own] as const);

describe('the derivative at a kink', () => {
  it.each(named([
    [relu(), [0], [0]],
    [relu({ negativeSlope: 0.3 }), [0], [0.3]],
    [relu({ threshold: 1, maxValue: 3, negativeSlope: 0.3 }), [1, 3], [0.3, 0]],
    [leakyRelu(0.3), [0], [0.3]],
    [relu6(), [0, 6], [0, 0]],
    [elu(0.7), [0], [0.7]],
    [celu(0.7), [0], [1]],
    [hardTanh(), [-1, 1], [0, 0]],
    [hardSigmoid({ slope: 0.25, offset: 0.5 }), [-2, 2], [0, 0]],
    [hardSwish(), [-3, 3], [0, 1]],
    [sparseSigmoid(), [-1, 1], [0, 0]],
    [sparsePlus(), [-1, 1], [0, 1]],
    [threshold({ threshold: 2, defaultValue: 5 }), [2], [0]],
    [hardShrink(2), [-2, 2], [0, 0]],
    [softShrink(2), [-2, 2], [0, 0]],
    [sparsemax(), [1, 0], [0, 0]],
  ]))('of %s is as its docstring says', async (_, layer, x, dx) => {
    expectClose((await evaluate(layer, [x])).dx[0] ?? [], dx, tolerances.float64);
  });
});

describe('far from 0 in float32', () => {
  const far = 1e18;
  it.each(named([
    [relu({ maxValue: 2, negativeSlope: 0.5 }), [2, -0.5 * far], [0, 0.5]],
    [elu(), [far, -1], [1, 0]],
    [selu(), [1.0507009873554805 * far, -1.7580993408473766], [1.0507009873554805, 0]],
    [celu(2), [far, -2], [1, 0]],
    [gelu(), [far, 0], [1, 0]],
    [gelu(true), [far, 0], [1, 0]],
    [silu(), [far, 0], [1, 0]],
    [mish(), [far, 0], [1, 0]],
    [softplus(), [far, 0], [1, 0]],
    [squareplus(), [far, 0], [1, 0]],
    [sparsePlus(), [far, 0], [1, 0]],
    [hardSwish(), [far, 0], [1, 0]],
    [logSigmoid(), [0, -far], [0, 1]],
    [softsign(), [1, -1], [0, 0]],
    [tanhShrink(), [far, -far], [1, 1]],
    [softShrink(), [far, -far], [1, 1]],
  ]))('%s neither overflows nor gives NaN', async (_, layer, y, dx) => {
    const result = await evaluate(layer, [[far, -far]], 'float32');
    expectClose(result.y, y, tolerances.float32);
    expectClose(result.dx[0] ?? [], dx, tolerances.float32);
  });

  it.each(named([[gelu(true), [1e30, 0], [1, 0]], [squareplus(), [1e30, 0], [1, 0]]]))('%s has its derivative where the square of x overflows', async (_, layer, y, dx) => {
    const result = await evaluate(layer, [[1e30, -1e30]], 'float32');
    expectClose(result.y, y, tolerances.float32);
    expectClose(result.dx[0] ?? [], dx, tolerances.float32);
  });
});

describe('digits of small values', () => {
  it('are kept by the tanh form of gelu, by squareplus and by logSigmoid', async () => {
    const exact = { relative: 1e-12, absolute: 0 };
    expectClose((await evaluate(gelu(true), [[-8]])).y, [-3.107782937501113e-21], exact);
    expectClose((await evaluate(squareplus(), [[-1e9]])).y, [1e-9], exact);
    expectClose((await evaluate(logSigmoid(), [[50]])).y, [-Math.exp(-50)], exact);
  });
});

/** The step has no third value to give. */
const names = activations.map(({ definition }) => definition.name).filter(name => name !== 'step');
const layerOf = (name: string): LayerInput => (name === 'threshold' ? threshold(0) : name);

describe('a NaN', async () => {
  for (const { name: on, backend, missing } of await testedBackends()) {
    it.skipIf(backend === undefined)(`goes through every activation on ${on}${missing === undefined ? '' : `: ${missing}`}`, async () => {
      if (backend === undefined) return;
      const inputs = [[Number.NaN, 1], [1, Number.NaN], [Number.NaN, Number.NaN]];
      const model = { use: 'fork', layers: [...names.map(layerOf), relu({ maxValue: 2, threshold: 1, negativeSlope: 0.5 }), gelu(true)] };
      const outputs = await new Network({ precision: 'float32', registry: createRegistry([]), backend }, { model }, { inputs }).predict({ inputs });
      const lost = outputs.flatMap(({ values }, index) => (Number.isNaN(values.at(-1)) && Number.isNaN(values[0]) ? [] : [names[index] ?? `variant ${index}`]));
      expect(lost).toEqual([]);
    });
  }
});

describe('options that cannot be', () => {
  it('are refused when the layer is made', () => {
    expect(refusal(softmax({ axis: 0 }))).toBe('axis: axis 0 is the batch; the axes of a sample count from 1, or from −1 at the end\n  got: 0');
    expect(refusal(logSoftmax({ axis: [1, 0] }))).toMatch(/^axis\[1\]: axis 0 is the batch/u);
    expect(refusal(sparsemax({ axis: 1.5 }))).toMatch(/^axis: .*\n {2}got: 1\.5/u);
    expect(refusal(relu({ threshold: -1 }))).toMatch(/^threshold: out of range\n {2}got: -1\n {2}expected: at least 0/u);
    expect(refusal(celu(0))).toMatch(/^alpha: out of range\n {2}got: 0\n {2}expected: more than 0/u);
    expect(refusal(squareplus(0))).toMatch(/expected: more than 0/u);
    expect(refusal(hardSigmoid({ slope: 0 }))).toMatch(/^slope: out of range/u);
    expect(refusal({ use: 'threshold' })).toMatch(/^threshold: a value is missing/u);
    expect(refusal({ use: 'relu', maxvalue: 6 })).toContain('did you mean: maxValue?');
  });

  it('are refused where the input does not fit them', () => {
    expect(refusal(softmax(), [[]])).toBe('softmax: the input has no axis -1 in a sample\n  got: a sample of shape []\n  expected: at least one axis a sample\n  next: make a vector of each sample first, with reshape([1])');
    expect(refusal(sparsemax({ axis: 3 }), [[2, 4]])).toBe(
      'sparsemax: the input has no axis 3 in a sample\n  got: a sample of shape [2, 4]\n  expected: an axis from 1 to 2, or from −1 to −2 at the end; 0 is the batch');
    expect(refusal(prelu({ sharedAxes: [2] }))).toMatch(/^prelu: the input has no axis 2/u);
    expect(refusal(glu(), [[2, 3]])).toBe('glu: glu halves axis 2, which has an odd extent\n  got: [2, 3] a sample\n  expected: an even extent instead of 3');
  });
});
