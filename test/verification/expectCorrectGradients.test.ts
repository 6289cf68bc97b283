import { batchNormalization, ChainruleError, defineLayer, dense, embedding, gelu, huber, l2, sgd, softmax, z } from 'chainrule';
import { expectCorrectGradients } from 'chainrule/testing';
import { describe, expect, it } from 'vitest';
import { cauchy } from '../../examples/plugins/cauchy.ts';
import { smoothL1 } from '../../examples/plugins/smoothL1.ts';
import { swish } from '../../examples/plugins/swish.ts';
import { broken } from './brokenComponents.ts';
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
    await expect(expectCorrectGradients(twice())).rejects.toThrow(/^twice of \[4\]: the layer twice: gradient of input 0: wrong; .*; it is 2 times what it should be \(a 2 too much, or a ½ left out\)$/u);
    await expect(expectCorrectGradients(wrongLoss(), { inputs: [[2], [2]] })).rejects.toThrow(/: the loss wrongLoss: .* it is 0.5 times/u);
    await expect(expectCorrectGradients('twice', { plugins: [mistaken], inputs: [[2]], label: 'mine' })).rejects.toThrow(/^mine: /u);
  });

  it('fails with the verdict where a backward gives another shape', async () => {
    await expect(expectCorrectGradients({ use: 'unsummed' }, { plugins: [broken] })).rejects.toThrow(/^unsummed of \[4\]: the layer unsummed: .*it is not summed over the batch/u);
  });

  it('finds the kind of what is named', async () => {
    expect(await expectCorrectGradients('huber')).toMatchObject([{ subject: 'huber of [3]' }]);
    expect(await expectCorrectGradients({ use: 'l2' })).toHaveLength(3);
  });

  it.each<[string, unknown, object, RegExp]>([
    ['a builder that was not called', gelu, {}, /gelu is a function that makes a layer[^]*call it: gelu\(\)/u],
    ['a function', () => 3, {}, /a function is no component[^]*defineLayer/u],
    ['nothing', undefined, {}, /this is no component\n.*nothing\n.*what a builder gives/u],
    ['null', null, {}, /this is no component\n.*null/u],
    ['an object', {}, {}, /this is no component\n.*an object without keys/u],
    ['an optimizer', sgd(), {}, /an optimizer has no gradient to verify/u],
    ['an unknown name', 'geluu', {}, /unknown layer "geluu"[^]*gelu/u],
    ['an extent of 0', gelu(), { inputs: [[0]] }, /expectCorrectGradients: inputs\[0\]\[0\]: out of range\n.*0\n.*more than 0/u],
    ['a bare shape', gelu(), { inputs: [4] }, /inputs\[0\]: neither a shape/u],
    ['no batch', gelu(), { batchSize: 0 }, /batchSize: out of range/u],
    ['examples that are none', defineLayer({ name: 'own', summary: '', options: () => z.strictObject({}), create: () => { throw new Error('never made'); }, examples: [{ inputs: [[1.5]] }] })(), {}, /own: examples.*inputs\[0\]\[0\]/u],
  ])('refuses %s', async (_, component, options, message) => {
    const error = await expectCorrectGradients(component as 'gelu', options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChainruleError);
    expect(String(error)).toMatch(message);
  });

  it('fails where nothing can be compared', async () => {
    await expect(expectCorrectGradients('relu', { inputs: [{ shape: [2], value: () => 0 }] })).rejects.toThrow('every element lies on a kink');
  });
});
