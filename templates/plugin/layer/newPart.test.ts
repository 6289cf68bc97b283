import { expectCorrectGradients, layerContract, registerChecks } from 'chainrule/testing';
import { describe, it } from 'vitest';
import { newPart } from '../src/newPart.ts';

it('has correct gradients', async () => {
  await expectCorrectGradients(newPart({ initializer: 'glorotUniform' }), { inputs: [[4]] });
});

registerChecks('newPart', layerContract({ layer: newPart(), inputs: [[4]] }), { describe, it });
