import { fileURLToPath } from 'node:url';
import { runCommand } from 'chainrule/testing';
import { expect, it } from 'vitest';
import { newPart } from '../src/newPart.ts';

it('tells a number for each parameter', async () => {
  const config = fileURLToPath(new URL('../new-part.yaml', import.meta.url));
  const { lines } = await runCommand(newPart, { words: [config], options: { epochs: 1 } });
  expect(lines).toEqual([expect.stringMatching(/^dense\/kernel: \d/u), expect.stringMatching(/^dense\/bias: \d/u)]);
});
