import { createRun } from 'chainrule';
import { observerContract, registerChecks } from 'chainrule/testing';
import { describe, expect, it, vi } from 'vitest';
import plugin, { newPart } from '../src/newPart.ts';

it('tells every second epoch', async () => {
  const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await using run = await createRun({
    model: [{ use: 'dense', units: 3 }], loss: 'categoricalCrossEntropy', optimizer: { use: 'adam', learningRate: 0.05 },
    data: { use: 'iris', standardise: true }, training: { epochs: 4 }, backend: 'typescript', observers: [newPart(2)], plugins: [plugin],
  });
  await run.train();
  const told = lines.mock.calls.map(([line]) => String(line));
  lines.mockRestore();
  expect(told).toEqual([expect.stringMatching(/^epoch 2: the loss is \d/u), expect.stringMatching(/^epoch 4: /u)]);
});

registerChecks('newPart', observerContract({ observer: newPart(1) }), { describe, it });
