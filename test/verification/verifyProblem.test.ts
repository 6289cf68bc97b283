import type { LayerInput } from 'chainrule';
import { describe, expect, it } from 'vitest';
import type { Backend, Executable } from '../../src/backends/backend.ts';
import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import { layerProblem } from '../../src/verification/layerProblem.ts';
import { lossProblem } from '../../src/verification/lossProblem.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { verifyProblem } from '../../src/verification/verifyProblem.ts';
import type { VerifyOptions } from '../../src/verification/verifyProblem.ts';
import { mistaken } from './mistakes.ts';

const backends = await testedBackends(['typescript', 'tfjs:cpu']);
const dense = (units = 3) => ({ use: 'dense', units });
const verify = (layer: LayerInput, options: VerifyOptions = {}, inputs: readonly (readonly number[])[] = [[4]]) => verifyProblem(layerProblem({ layer, inputs, plugins: [mistaken] }), { backends, ...options });
const statuses = ({ figures }: Awaited<ReturnType<typeof verify>>) => Object.fromEntries(figures.map(({ path, status }) => [path, status]));
const found = ({ culprits }: Awaited<ReturnType<typeof verify>>) => culprits.map(({ kind, path, component, figures }) => `${kind} ${path} ${component}: ${figures.map(figure => figure.path).join(', ')}`);

describe('a verification', () => {
  it('passes a right model, with every way compared', async () => {
    const verification = await verify([dense(), 'right', { use: 'dropout', rate: 0.3 }, dense(2)]);
    expect(verification).toMatchObject({ passed: true, verdict: 'every gradient is right', backends: ['typescript', 'tfjs:cpu'], devices: ['tfjs:cpu'], culprits: [], kinks: 0, batchSize: 3 });
    expect(statuses(verification)).toEqual({ 'dense/kernel': 'agrees', 'dense/bias': 'agrees', 'dense_2/kernel': 'agrees', 'dense_2/bias': 'agrees', 0: 'agrees', loss: 'agrees' });
    expect(verification.figures[0]).toMatchObject({ kind: 'parameter', layer: 'dense', shape: [4, 3], size: 12, compared: 12 });
    expect(JSON.parse(JSON.stringify(verification))).toEqual(verification);
  });

  it('names the layer whose backward is wrong, not those before it', async () => {
    const verification = await verify([dense(), 'twice', dense(2)]);
    expect(verification.passed).toBe(false);
    expect(statuses(verification)).toMatchObject({ 'dense/kernel': 'wrong', 'dense_2/kernel': 'agrees', 0: 'wrong' });
    expect(found(verification)).toEqual(['layer twice twice: 0']);
    expect(verification.verdict).toMatch(/^the layer twice: gradient of input 0: wrong; element \[\d, \d\] is \S+ by hand, \S+ by central differences; it is 2 times what it should be \(a 2 too much, or a ½ left out\)$/u);
  });

  it('names a layer inside others, and a parameter', async () => {
    expect(found(await verify({ use: 'residual', layer: [{ use: 'meanKernel' }, 'tanh'] }))).toEqual(['layer sequential/meanKernel meanKernel: sequential/meanKernel/kernel']);
    expect(found(await verify({ use: 'dense', units: 3, activation: 'negated', name: 'head' }))).toEqual(['layer head/negated negated: 0']);
  });

  it('names regularizers in each of their places', async () => {
    expect(found(await verify([{ ...dense(), kernelRegularizer: 'halvedPenalty' }, 'tanh']))).toEqual(['regularizer dense/kernel halvedPenalty: dense/kernel']);
    expect(found(await verify([{ ...dense(), outputRegularizer: 'halvedPenalty' }, 'tanh']))).toEqual(['regularizer dense halvedPenalty: 0']);
    expect(found(await verify([dense(), 'halvedPenalty', 'tanh']))).toEqual(['regularizer halvedPenalty halvedPenalty: 0']);
  });

  it('names the loss', async () => {
    const verification = await verifyProblem(lossProblem({ loss: 'wrongLoss', prediction: [3], target: [3], plugins: [mistaken] }));
    expect(verification.verdict).toMatch(/^the loss wrongLoss: gradient of input 0: wrong; .*; it is 0.5 times what it should be \(a ½ too much, or the 2 of a square left out\)$/u);
  });

  it('names two mistakes', async () => {
    expect(found(await verify([dense(), 'twice', 'transposedKernel']))).toEqual(['layer transposedKernel transposedKernel: transposedKernel/kernel', 'layer twice twice: 0']);
  });

  it('counts kinks apart, and fails a figure of kinks alone when it is strict', async () => {
    const onKink = (at: (index: number) => number) => layerProblem({ layer: 'relu', inputs: [{ shape: [3], value: (_, index) => at(index) }], batchSize: 2 });
    const some = await verifyProblem(onKink(index => index % 3));
    expect(some).toMatchObject({ passed: true, kinks: 2 });
    expect(some.figures[0]).toMatchObject({ size: 6, compared: 4, kinks: 2, status: 'agrees' });
    const all = await verifyProblem(onKink(() => 0));
    expect(all).toMatchObject({ passed: true, verdict: expect.stringContaining('not compared, since every element lies on a kink: gradient of input 0') as string });
    expect(all.figures[0]?.status).toBe('not compared');
    expect((await verifyProblem(onKink(() => 0), { strict: true })).passed).toBe(false);
  });

  it('knows a declared backward, and looks behind it', async () => {
    expect(await verify([dense(), 'step'])).toMatchObject({ passed: true, culprits: [] });
    expect(statuses(await verify([dense(), 'step']))).toMatchObject({ 'dense/kernel': 'surrogate' });
    expect(found(await verify([dense(), 'twice', 'step']))).toEqual(['layer twice twice: 0']);
  });

  it('says that tf.js stands alone, with a small case', async () => {
    const verification = await verify([dense(), 'rootOrZero'], {}, [[5]]);
    expect(verification).toMatchObject({ passed: true, loneAutodiff: [{ path: 'rootOrZero', component: 'rootOrZero', inputs: [[1, 1]], figure: { status: 'autodiff alone' } }] });
    expect(verification.verdict).toContain('tf.js stands alone with dense/kernel');
  });

  it('takes a NaN for wrong', async () => {
    const verification = await verify('notANumber');
    expect(verification.passed).toBe(false);
    expect(verification.figures[0]).toMatchObject({ status: 'wrong', worst: { hand: Number.NaN } });
  });

  it('says what is 0 everywhere', async () => {
    expect((await verify([{ use: 'relu', threshold: 50 }, dense()])).verdict).toMatch(/0 at every element, which tells little: dense\/kernel, gradient of input 0$/u);
  });

  it('lists backends that are not there', async () => {
    expect((await verify('tanh', { backends: [{ name: 'tfjs:node', missing: 'no binary' }] })).missing).toEqual([{ name: 'tfjs:node', reason: 'no binary' }]);
  });

  it('compares a part of many elements, the suspicious ones among them', async () => {
    const { figures } = await verify(dense(40), { elements: 50 }, [[30]]);
    expect(figures[0]).toMatchObject({ size: 1200, compared: 50, status: 'agrees' });
  });
});

describe('a backend that computes something else', () => {
  /** The `typescript` backend, but for the gradient of one kernel, which is a hundredth too large. */
  const odd = (): Backend => {
    const inner = typescriptBackend();
    return {
      ...inner, name: 'odd', gaps: graph => inner.gaps(graph),
      open(state) {
        const session = inner.open(state);
        return {
          read: names => session.read(names), write: values => session.write(values), dispose: () => session.dispose(),
          compile(graph, options) {
            const executable = session.compile(graph, options);
            const run: Executable['run'] = (count, before, after) => executable.run(count, before, index => {
              executable.outputs['gradients/dense_2/kernel']?.forEach((value, place, values) => { values[place] = 1.01 * value; });
              return after(index);
            });
            return { frame: executable.frame, outputs: executable.outputs, bytes: executable.bytes, run, dispose: () => executable.dispose() };
          },
        };
      },
    };
  };

  it('is named, with the layer that it computes otherwise', async () => {
    const verification = await verify([dense(), 'tanh', dense(2)], { backends: [...backends, { name: 'odd', backend: odd() }] });
    expect(verification.passed).toBe(false);
    expect(statuses(verification)).toMatchObject({ 'dense/kernel': 'agrees', 'dense_2/kernel': 'differs on odd' });
    expect(found(verification)).toEqual(['layer dense_2 dense: dense_2/kernel']);
    expect(verification.verdict).toMatch(/^the layer dense_2: kernel: differs on odd; element \[\d, \d\] is \S+ by hand, \S+ by central differences, \S+ on odd$/u);
  });
});
