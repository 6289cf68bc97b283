import { createRun } from 'chainrule';
import { dataSourceContract, registerChecks } from 'chainrule/testing';
import { describe, expect, it } from 'vitest';
import plugin, { newPart } from '../src/newPart.ts';

it('gives points that a line is learned from', async () => {
  await using run = await createRun({
    model: [{ use: 'dense', units: 1 }], loss: 'meanSquaredError', optimizer: { use: 'adam', learningRate: 0.1 },
    data: newPart({ samples: 64, noise: 0 }), training: { epochs: 100 }, backend: 'typescript', plugins: [plugin],
  });
  await run.train();
  expect((await run.evaluate('train')).loss).toBeLessThan(1e-3);
});

registerChecks('newPart', dataSourceContract({ dataSource: newPart({ samples: 20 }), refused: [newPart({ samples: -1 })] }), { describe, it });
