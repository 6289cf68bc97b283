import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LanguageServer } from './languageServer.ts';
import type { Completion } from './languageServer.ts';

/** Beside the examples, which name the schema that the package ships. */
const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
const schemaLine = '# yaml-language-server: $schema=../config.schema.json\n';
const rest = 'loss: meanSquaredError\noptimizer: { use: adam, learningRate: 0.1 }\n';

let server: LanguageServer;
let opened = 0;

beforeAll(async () => {
  server = await LanguageServer.start();
});
afterAll(() => server.stop());

/** Opens a text as an editor does; the place of the cursor is marked by ▮. */
async function open(marked: string) {
  const file = `${folder}opened-${opened++}.yaml`;
  const text = `${schemaLine}${marked}`;
  const before = text.slice(0, text.indexOf('▮')).split('\n');
  const diagnostics = await server.open(file, text.replace('▮', ''));
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return { file, diagnostics, position, lines: text.replace('▮', '').split('\n') };
}

async function completions(marked: string): Promise<readonly Completion[]> {
  const { file, position } = await open(marked);
  return server.completions(file, position);
}

async function squiggles(text: string): Promise<readonly string[]> {
  const { diagnostics, lines } = await open(text);
  return diagnostics.map(({ message, range: { start, end } }) => `${lines[start.line]?.slice(start.character, end.character) ?? ''}: ${message.slice(0, 44)}`);
}

describe('an editor with the YAML language server', () => {
  it('finds nothing wrong with an example', async () => {
    expect(await server.open(`${folder}mnist.yaml`, readFileSync(`${folder}mnist.yaml`, 'utf8'))).toEqual([]);
  });

  it('completes the name of a layer', async () => {
    const found = await completions('model:\n  - use: de▮\n');
    expect(found.map(({ label }) => label)).toEqual(expect.arrayContaining(['dense', 'batchNormalization', 'dropout']));
    expect(JSON.stringify(found.find(({ label }) => label === 'dense')?.documentation)).toContain('fully connected');
  });

  it('completes the options of a layer', async () => {
    const found = await completions(`model:\n  - use: dense\n    ▮\n${rest}`);
    expect(found.map(({ label }) => label)).toEqual(expect.arrayContaining(['units', 'activation', 'kernelInitializer', 'outputRegularizer']));
    expect(found.map(({ label }) => label)).not.toContain('rate');
  });

  it('completes names in the place of components, keys and devices', async () => {
    const labels = async (marked: string) => (await completions(marked)).map(({ label }) => label);
    expect(await labels('model:\n  - use: dense\n    units: 3\n    activation: ▮\n')).toEqual(expect.arrayContaining(['relu', 'softmax']));
    expect(await labels('backend: ▮\n')).toEqual(expect.arrayContaining(['native', 'tfjs:wasm']));
    expect(await labels('▮\n')).toEqual(expect.arrayContaining(['model', 'training', 'extends']));
  });

  it('completes inside braces from the first letter of a name on', async () => {
    const labels = async (marked: string) => (await completions(marked)).map(({ label }) => label);
    expect(await labels('optimizer: { use: adam, l▮ }\n')).toContain('learningRate');
    expect(await labels('model:\n  - { use: de▮ }\n')).toContain('dense');
    expect(await labels('model:\n  - { use: dense, units: 3, activation: re▮ }\n')).toContain('relu');
    expect(await labels('training: { epochs: 3, ba▮ }\n')).toContain('batchSize');
  });

  it('shows what an option is', async () => {
    const { file, position } = await open(`model:\n  - { use: dense, un▮its: 3 }\n${rest}`);
    expect(await server.hover(file, position)).toContain('Units of the layer: the extent of its output’s last axis.');
  });

  it('draws a squiggle under what is wrong, and there alone', async () => {
    expect(await squiggles(`model:\n  - { use: dnse, units: 3 }\n${rest}`)).toEqual(['dnse: Value is not accepted. Valid values: "dense"']);
    expect(await squiggles(`model:\n  - { use: dense, units: many }\n${rest}`)).toEqual(['many: Incorrect type. Expected "integer".']);
    expect(await squiggles(`model:\n  - { use: dense, units: 3, unitz: 3 }\n${rest}`)).toEqual(['unitz: Property unitz is not allowed.']);
    expect(await squiggles(`model:\n  - { use: dropout, rate: -0.5 }\n${rest}`)).toEqual(['-0.5: Value is below the minimum of 0.']);
    expect(await squiggles(`model: [relu]\n${rest}optimiser: sgd\n`)).toEqual(['optimiser: Property optimiser is not allowed.']);
    expect(await squiggles(`model:\n  - { use: dense, units: "\${env:UNITS:-8}" }\n${rest}`)).toEqual([]);
  });
});
