import { batchNormalization, dense, embedding, huber, l2, softmax } from 'chainrule';
import { expectCorrectGradients } from 'chainrule/testing';
import { describe, expect, it } from 'vitest';
import { cauchy } from '../../examples/plugins/cauchy.ts';
import { smoothL1 } from '../../examples/plugins/smoothL1.ts';
import { swish } from '../../examples/plugins/swish.ts';
import { mistaken, mistakes } from './mistakes.ts';

const [, twice] = mistakes.layers;
const [wrongLoss] = mistakes.losses;

describe('expectCorrectGradients', () => {
  it.each([
    ['a layer of one\'s own', swish(2)], ['a loss of one\'s own', cauchy()], ['a regularizer of one\'s own', smoothL1(0.3)],
    ['a layer of the framework', dense({ units: 3, kernelRegularizer: l2(0.1) })], ['one with batch statistics', batchNormalization()], ['a loss of the framework', huber()],
    ['a layer of indices', embedding({ vocabularySize: 5, units: 2 })], ['a name', 'gelu'], ['a list of layers', [dense({ units: 3 }), softmax()]],
  ])('passes %s in one line', async (_, component) => {
    for (const { passed, kinks } of await expectCorrectGradients(component)) expect({ passed, kinks }).toEqual({ passed: true, kinks: 0 });
  });

  it('fails with the verdict', async () => {
    await expect(expectCorrectGradients(twice())).rejects.toThrow(/^twice of \[4\]: the layer twice: gradient of input 0: wrong; .*; it is 2 times what it should be$/u);
    await expect(expectCorrectGradients(wrongLoss(), { inputs: [[2], [2]] })).rejects.toThrow(/the loss loss \(wrongLoss\): .* it is 0.5 times/u);
    await expect(expectCorrectGradients('twice', { plugins: [mistaken], inputs: [[2]], label: 'mine' })).rejects.toThrow(/^mine: /u);
  });

  it('fails where nothing can be compared', async () => {
    await expect(expectCorrectGradients('relu', { inputs: [{ shape: [2], value: () => 0 }] })).rejects.toThrow('every element lies on a kink');
  });
});
