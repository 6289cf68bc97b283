import { activation, defineLayer, defineRegularizer, definePlugin, z } from 'chainrule';
import type { LayerInput, Tensor } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { namedNumbers } from '../../src/cli/verify/namedNumbers.ts';
import { layerProblem } from '../../src/verification/layerProblem.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import type { Verification } from '../../src/verification/verification.ts';
import { verifyProblem } from '../../src/verification/verifyProblem.ts';
import type { VerifyOptions } from '../../src/verification/verifyProblem.ts';

const common = { summary: 'for differences', options: () => z.strictObject({ factor: z.optional(z.number()) }) };

/** A function with its derivative, which an option `factor` makes wrong. */
const layer = (name: string, y: (x: Tensor) => Tensor, slope: (x: Tensor) => Tensor) => defineLayer({
  name, ...common, create: ({ factor = 1 }: { readonly factor?: number | undefined }) => activation(x => ({ y: y(x), backward: dy => dy.mul(slope(x)).mul(factor) })),
});

const hard = definePlugin({
  name: 'hard', contributes: {
    layers: [
      layer('offset', x => x.square().add(1e8), x => x.mul(2)),
      layer('hiddenOffset', x => x.square().add(1e8).sub(1e8), x => x.mul(2)),
      layer('beyond', x => x.square().add(1e17), x => x.mul(2)),
      layer('fast', x => x.mul(1e4).sin(), x => x.mul(1e4).cos().mul(1e4)),
      layer('tiny', x => x.square().mul(1e-12), x => x.mul(2e-12)),
      layer('length', x => x.abs(), x => x.sign()),
      layer('root', x => x.sqrt(), x => x.constant(0.5).div(x.sqrt())),
      defineLayer({ name: 'oneWrong', ...common, create: ({ factor = 1 }: { readonly factor?: number | undefined }) => activation(x => {
        const [, columns = 1] = x.shape;
        const slope = x.constant([...Array(columns).keys()].map(column => (column === 1234 ? factor : 1)), [columns], 'float');
        return { y: x.mul(3), backward: dy => dy.mul(3).mul(slope) };
      }) }),
      defineLayer({ name: 'notANumber', ...common, create: ({ factor }: { readonly factor?: number | undefined }) => activation(x => ({ y: x.mul(2), backward: dy => dy.mul(x.greater(0).select(x.constant(factor === undefined ? Number.NaN : 1 / factor), 2)) })) }),
    ],
    regularizers: [defineRegularizer({
      name: 'faint', ...common,
      create: ({ factor = 1 }: { readonly factor?: number | undefined }) => ({ penalty: (_, w, sum) => ({ value: sum(w.square().mul(1e-9)), gradient: w.mul(2e-9 * factor) }) }),
    })],
  },
});

const everywhere = await testedBackends(['typescript', 'tfjs:cpu']);
const alone = await testedBackends(['typescript']);

function verify(use: string | LayerInput, options: object = {}, how: VerifyOptions = {}, inputs: Parameters<typeof layerProblem>[0]['inputs'] = [[3]], batchSize = 3): Promise<Verification> {
  const reference = typeof use === 'string' ? { use, ...options } : use;
  return verifyProblem(layerProblem({ layer: reference as LayerInput, inputs, plugins: [hard], batchSize }), { backends: everywhere, ...how });
}

const first = ({ figures: [figure] }: Verification) => figure;

describe('differences choose their steps', () => {
  it.each([['a large offset', 'offset'], ['an offset that is taken off again', 'hiddenOffset'], ['a function that turns fast', 'fast'], ['gradients near 1e-12', 'tiny']])('for %s: right is right, and a factor is found', async (_, use) => {
    const right = await verify(use);
    expect({ ...first(right), verdict: right.verdict }).toMatchObject({ status: 'agrees', compared: 9, kinks: 0, unresolved: 0, unchecked: 0, verdict: 'every gradient is right' });
    const wrong = await verify(use, { factor: 1.01 });
    expect(wrong.passed).toBe(false);
    expect(wrong.verdict).toMatch(new RegExp(`^the layer ${use}: gradient of input 0: wrong; .* it is 1.01`, 'u'));
  });

  it('tell what no step resolves from kinks, and leave it to automatic differentiation', async () => {
    const right = await verify('beyond');
    expect(first(right)).toMatchObject({ status: 'agrees', compared: 0, kinks: 0, unresolved: 9, unchecked: 0 });
    expect(right.verdict).toContain('rest on automatic differentiation alone, since differences do not resolve them: 9 of the 9 elements of gradient of input 0');
    expect(await verify('beyond', { factor: 2 })).toMatchObject({ passed: false, verdict: expect.stringMatching(/^the layer beyond: gradient of input 0: wrong/u) as string });
  });

  it('say what rests on nothing, which is not enough when strict', async () => {
    const unknown = await verify('beyond', { factor: 2 }, { backends: alone });
    expect(unknown).toMatchObject({ passed: true, verdict: expect.stringMatching(/not compared, since differences do not resolve it: .*: gradient of input 0/u) as string });
    expect(await verify('beyond', {}, { backends: alone, strict: true })).toMatchObject({ passed: false, verdict: expect.stringContaining('which is not enough when strict') as string });
  });
});

describe('a step whose gradients are all 0', () => {
  it('is resolved where the loss is of usual size', async () => {
    const flat = await verify('hardTanh', {}, { backends: alone }, [{ shape: [2], value: () => 3 }]);
    expect(first(flat)).toMatchObject({ status: 'agrees', compared: 6, vanishes: true });
  });
});

describe('kinks', () => {
  const column = [{ shape: [3], value: (_: unknown, index: number) => index % 3 }];

  it('rest on nothing where there is no automatic differentiation, or it chose another slope', async () => {
    const without = await verify('length', {}, { backends: alone }, column);
    expect(first(without)).toMatchObject({ status: 'agrees', compared: 6, kinks: 3, unchecked: 3 });
    expect(without.verdict).toContain('rest on nothing');
    expect((await verify('length', {}, { backends: alone, strict: true }, column)).passed).toBe(false);
    expect(first(await verify('length', {}, {}, column))).toMatchObject({ status: 'agrees', kinks: 3, unchecked: 3 });
    expect(first(await verify('relu', {}, { strict: true }, column))).toMatchObject({ status: 'agrees', kinks: 3, unchecked: 0 });
  });

  it('are wrong outside of both slopes', async () => {
    const shifted = defineLayer({ name: 'shifted', ...common, create: () => activation(x => ({ y: x.abs(), backward: dy => dy.mul(x.equal(0).select(3, x.sign())) })) });
    const problem = layerProblem({ layer: 'shifted', inputs: column, plugins: [definePlugin({ name: 'shifted', contributes: { layers: [shifted] } })] });
    expect(await verifyProblem(problem, { backends: everywhere })).toMatchObject({ passed: false, verdict: expect.stringMatching(/^the layer shifted: gradient of input 0: wrong; element \[\d, 0\]/u) as string });
  });
});

describe('a penalty that is small beside the gradient of its parameter', () => {
  const model = (factor: number): LayerInput => [{ use: 'dense', units: 3, kernelRegularizer: { use: 'faint', factor } }, 'tanh'] as LayerInput;

  it('is verified by itself', async () => {
    expect((await verify(model(1))).passed).toBe(true);
    expect((await verify(model(2))).verdict).toMatch(/^the regularizer faint on dense\/kernel: .*wrong/u);
  });
});

describe('one wrong element of many', () => {
  it.each([{}, { elements: 300 }])('is found without automatic differentiation, with %o', async how => {
    const wrong = await verify('oneWrong', { factor: 1.001 }, { backends: [], ...how }, [[1300]], 2);
    expect(first(wrong)).toMatchObject({ status: 'wrong', worst: { index: [expect.any(Number) as number, 1234] } });
    expect(first(await verify('oneWrong', {}, { backends: [], ...how }, [[1300]], 2))).toMatchObject({ status: 'agrees', size: 2600, unresolved: 0 });
  });

  it('is looked for in groups: none is left out', async () => {
    const found = await verify('oneWrong', {}, { backends: [], elements: 300 }, [[1300]], 2);
    expect(first(found)).toMatchObject({ compared: 300, grouped: 2300 });
    expect(found.verdict).toBe('every gradient is right');
  });
});

describe('numbers that are not finite', () => {
  it('in a gradient are told with their place', async () => {
    expect((await verify('notANumber')).verdict).toMatch(/^the layer notANumber: gradient of input 0: wrong; the hand-written gradient is NaN at \[\d, \d\], where differences give \S+$/u);
    expect((await verify('notANumber', { factor: 0 })).verdict).toMatch(/the hand-written gradient is -?Infinity at/u);
  });

  it('in the loss are told as that, and the layer that makes them', async () => {
    const verification = await verify([{ use: 'dense', units: 3 }, 'root', 'tanh'] as LayerInput);
    expect(verification).toMatchObject({ passed: false, verdict: 'the layer root: loss: not finite; it is NaN for these numbers, so that no gradient can be compared' });
    expect(verification.figures.find(({ kind }) => kind === 'loss')).toMatchObject({ status: 'not finite', excess: { backends: { typescript: Number.POSITIVE_INFINITY } } });
  });

  it('are strings in JSON', async () => {
    expect(namedNumbers({ worst: [{ hand: Number.NaN }, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, null], none: undefined })).toEqual({ worst: [{ hand: 'NaN' }, 'Infinity', '-Infinity', 1, null] });
    const { worst, excess } = first(await verify('notANumber')) ?? {};
    expect(namedNumbers({ worst, excess })).toMatchObject({ worst: { hand: 'NaN' }, excess: { differences: 'Infinity' } });
  });
});
