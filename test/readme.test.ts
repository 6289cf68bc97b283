import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { currentReadme } from '../scripts/readme.ts';
import { readConfig } from '../src/config/loadConfig.ts';
import { loadPlugins } from '../src/config/loadPlugins.ts';
import { parseRun } from '../src/config/schema.ts';
import { builtIn } from '../src/plugins/builtIn.ts';
import { createContainer } from '../src/plugins/container.ts';
import { REGISTRY } from '../src/plugins/tokens.ts';
import { runScript } from './docs/runScript.ts';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const blocks = (language: string) => [...readme.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block]) => block ?? '');

describe('the README', () => {
  it('has the example config and the components as they are (npx tsx scripts/readme.ts writes them)', async () => {
    expect(readme).toBe(await currentReadme());
  });

  it.each(blocks('ts').map((block, index) => [index + 1, block] as const))('runs TypeScript block %i', (_, block) => runScript(block).then(() => undefined));

  it.each(blocks('yaml'))('has configs that are valid', async block => {
    const { config } = readConfig(block, 'README.md');
    const plugins = await loadPlugins([config['plugins'] ?? []].flat().map(String), fileURLToPath(new URL('..', import.meta.url)));
    expect(() => parseRun(createContainer([builtIn, ...plugins]).get(REGISTRY), config)).not.toThrow();
  });

  it('names files that exist', async () => {
    const linked = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path ?? '');
    expect(linked.length).toBeGreaterThan(2);
    for (const path of linked) await expect(readFile(new URL(`../${path}`, import.meta.url)).catch((error: unknown) => String(error).includes('EISDIR') || Promise.reject(error))).resolves.toBeTruthy();
  });
});
