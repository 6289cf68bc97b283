import { describe, expect, it } from 'vitest';
import { layerProblem } from '../../src/verification/layerProblem.ts';
import { verifyProblem } from '../../src/verification/verifyProblem.ts';
import { mistaken } from './mistakes.ts';

async function hintOf(layer: string | { readonly use: string }, batchSize = 5): Promise<string | undefined> {
  const { culprits } = await verifyProblem(layerProblem({ layer, inputs: [[4]], batchSize, plugins: [mistaken] }));
  expect(culprits).toHaveLength(1);
  return culprits[0]?.figures[0]?.hint;
}

describe('the pattern of a mistake', () => {
  it.each<[string, string | { readonly use: string }, RegExp]>([
    ['a factor of two', 'twice', /^it is 2 times what it should be \(a 2 too much, or a ½ left out\)$/u],
    ['the sign', 'negated', /^the sign is wrong$/u],
    ['a factor without a name', 'oddFactor', /^it is 1.7 times what it should be$/u],
    ['a factor near 1', 'slightFactor', /^it is 1.00005\d* times what it should be$/u],
    ['a mean over the batch', 'meanKernel', /^it is 0.2 times what it should be \(1 \/ the batch size here: a mean over the batch in place of a sum\)$/u],
    ['the keep probability', 'unscaledDropout', /^it is 0.8 times what it should be \(the keep probability: not scaled as the forward is\)$/u],
    ['transposed', 'transposedKernel', /^it is transposed$/u],
    ['one sample in place of the batch', 'firstSample', /^it is the share of sample 0 alone: the sum over the batch is missing$/u],
    ['a term too much', 'extraDecay', /^a term 0.25·w is too much, as of a penalty$/u],
    ['a term missing', { use: 'dense', units: 3, kernelRegularizer: 'halvedPenalty' } as { use: string }, /^a term 0.2·w is missing$/u],
    ['a sign missing', { use: 'dense', units: 3, kernelRegularizer: 'withoutSign' } as { use: string }, /^a term 0.3·sign\(w\) is missing$/u],
    ['the output for the input', 'atOutput', /^the derivative is taken at the output of the layer, not at its input$/u],
    ['dy as it came', 'passedOn', /^it is dy at every element: the derivative of the layer itself is missing$/u],
    ['dy forgotten', 'withoutUpstream', /^it is not multiplied by dy/u],
    ['dy twice', 'upstreamTwice', /^it is multiplied twice by dy, the gradient of the output$/u],
    ['zeros', 'nothing', /^it is 0 everywhere/u],
    ['a mask that is missing', 'forgottenMask', /^where x < 0 it should be 0, since these elements have no influence; right elsewhere$/u],
    ['zeros at places', 'lostPiece', /^where x < 0 it is 0, and should not be; right elsewhere$/u],
    ['one place off', 'shiftedRow', /^it is moved by one place along axis 1$/u],
  ])('%s', async (_, layer, hint) => expect(await hintOf(layer)).toMatch(hint));

  it('tells the right formula where that of the mistake is not known', async () => expect(await hintOf('unknown')).toBe('it should be dy·(1 − y²)'));

  it('is left open where none fits', async () => expect(await hintOf('unknownToo')).toBeUndefined());
});
