import { describe, expect, it } from 'vitest';
import { referenceTo } from '../../src/components/builtFrom.ts';
import type { DifferentiatedKind } from '../../src/verification/builtInExamples.ts';
import { differentiatedComponents, notDifferentiated, verifyComponent, verifyComponents } from '../../src/verification/verifyComponents.ts';
import { broken } from './brokenComponents.ts';

const verify = (name: string, kind: DifferentiatedKind = 'layer') => verifyComponent({ kind, name, plugins: [broken] }, { backends: [] });

describe('a backward that cannot be compared', () => {
  it.each<[string, string, string]>([
    ['a gradient that is transposed', 'transposed', 'the layer transposed: the gradient of kernel has another shape than declared: got [3, 4], expected [4, 3]; it is transposed: swap the factors, or take .T of it'],
    ['one that is not summed', 'unsummed', 'the layer unsummed: the gradient of bias has another shape than declared: got [5, 3], expected [3]; it is not summed over the batch: add .sum(0)'],
    ['one that is missing', 'lacking', 'the layer lacking: backward gives no gradient of bias: got kernel, expected kernel, bias; return it in `parameters`; zeros where the outputs do not depend on it'],
    ['one too many', 'surplus', 'the layer surplus: backward gives a gradient of gain, which build does not declare: expected kernel, bias'],
    ['shapes that do not meet', 'unfitting', 'the layer unfitting: its backward: matrix product of shapes that do not meet: got [5, 3] · [4, 3], expected inner extents that agree, not 3 and 4'],
  ])('is told as wrong, with its layer: %s', async (_, name, verdict) => {
    const [verification] = await verify(name);
    expect(verification).toMatchObject({ subject: `${name} of [4]`, passed: false, failure: 'backward', verdict, figures: [], culprits: [{ kind: 'layer', component: name }] });
  });

  it('is told where it throws', async () => {
    const [verification] = await verify('throwingBack');
    expect(verification).toMatchObject({ passed: false, failure: 'backward', verdict: expect.stringMatching(/^the layer throwingBack: .*backward.*TypeError: boom/u) as string });
  });

  it('is told where it throws in code without a plugin', async () => {
    const [layer] = (broken.contributes.layers ?? []).flatMap(({ definition }) => (definition.name === 'throwingBack' ? [referenceTo(definition, { use: 'throwingBack' })] : []));
    const [verification] = await verifyComponent({ kind: 'layer', name: 'throwingBack', reference: layer }, { backends: [] });
    expect(verification?.verdict).toBe('the layer throwingBack: its backward throws: got TypeError: boom');
  });

  it('is told of a loss', async () => {
    expect(await verify('unsquared', 'loss')).toMatchObject([{ passed: false, failure: 'backward', verdict: 'the loss unsquared: the loss gives a gradient of another shape: got [5], expected [5, 3]' }]);
  });

  it('is told of a regularizer, in each of its places', async () => {
    const verdicts = (await verify('summed', 'regularizer')).map(({ failure, verdict }) => [failure, verdict]);
    expect(verdicts).toEqual([
      ['backward', 'the regularizer summed on dense/kernel: the gradient of a penalty has another shape than its parameter: got [], expected [4, 3]'],
      ['backward', 'the layer dense: the gradient of a penalty has another shape than the output: got [], expected [5, 3]'],
      ['backward', 'the layer summed: the gradient of a penalty has another shape than the output: got [], expected [5, 3]'],
    ]);
  });
});

describe('a component that cannot be run', () => {
  it('is told with every usual shape that was tried, and how to give an example', async () => {
    await expect(verify('throwing')).rejects.toThrow(/no usual input fits the layer "throwing"\n {2}got: on \[4\], \[3, 2\], \[6, 6, 2\], int32\[3\]: .*forward.*TypeError: boom.*\n {7}on \[4\] and \[4\]: this layer takes one input.*\n.*\n {2}next: .*examples/u);
  });

  it('is tried on the next usual shape where it throws on one', async () => {
    expect(await verify('pictures')).toMatchObject([{ subject: 'pictures of [6, 6, 2]', passed: true }]);
  });

  it('is told what its forward gives that is no tensor', async () => {
    await expect(verify('empty')).rejects.toThrow('its forward gives no list of outputs');
  });
});

describe('a mistake in some batches alone', () => {
  it.each([['wrongForOne', 1, 'so with a batch of 1 alone: right with 5, 9'], ['wrongForMany', 9, 'so with a batch of 9 alone: right with 5, 1']])('is found: %s', async (name, batchSize, told) => {
    const [verification] = await verify(name);
    expect(verification).toMatchObject({ passed: false, batchSize, batchSizes: [5, 1, 9], verdict: expect.stringContaining(told) as string });
    expect(verification?.verdict).toContain('it is 1.5 times what it should be');
  });

  it('is none where a batch of 1 is refused', async () => {
    expect(await verify('refusingOne')).toMatchObject([{ passed: true, batchSizes: [5, 9], missing: [{ name: 'a batch of 1', reason: expect.stringContaining('matrix product') as string }] }]);
  });
});

describe('many components', () => {
  it('are all verified, whichever are broken', async () => {
    const seen: string[] = [];
    const verifications = await verifyComponents(differentiatedComponents([broken], false), { backends: [], batchSizes: [2] }, ({ subject }) => void seen.push(subject));
    expect(seen).toEqual(verifications.map(({ subject }) => subject));
    expect(verifications.filter(({ failure }) => failure === 'component').map(({ subject }) => subject)).toEqual(['the layer throwing', 'the layer unmade', 'the layer empty']);
    expect(verifications.filter(({ passed }) => passed).map(({ subject }) => subject)).toEqual(['pictures of [6, 6, 2]', 'wrongForOne of [4]', 'wrongForMany of [4]', 'refusingOne of [4]', 'correct of [4]']);
    expect(verifications.find(({ subject }) => subject === 'the layer unmade')?.verdict).toContain('units: a value is missing');
    expect(JSON.parse(JSON.stringify(verifications))).toEqual(verifications);
  });

  it('count what has no derivative among the plugins alone, unless all are asked for', () => {
    expect(notDifferentiated([broken], false)).toEqual({ optimizer: 0, projection: 0, initializer: 0, schedule: 0, metric: 0 });
    expect(notDifferentiated([broken], true)['optimizer']).toBeGreaterThan(5);
  });
});
