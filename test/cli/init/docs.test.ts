import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { command, workplace } from '../helpers.ts';
import { irisLike } from './tables.ts';

const { folder, path, write } = workplace();
const root = fileURLToPath(new URL('../../..', import.meta.url));
const page = readFileSync(`${root}docs/projects.md`, 'utf8');

describe('docs/projects.md', () => {
  it('shows what `chainrule init` prints and writes', async () => {
    const { out } = await command('init', path('flowers'), '--data', write('iris.csv', irisLike().join('\n')), '--yes');
    expect(page).toContain(`\`\`\`text\n${out.replaceAll(/\S*flowers/gu, 'flowers')}\`\`\``);
    expect(page).toContain(`\`\`\`text\n${readFileSync(path('flowers', 'iris.yaml'), 'utf8')}\`\`\``);
  });

  it('shows what a training on several backends prints, but for numbers', async () => {
    const { out } = await command('train', `${root}examples/wine.yaml`, '--backend', 'wasm,typescript', '--set', 'training.epochs=2', '--output', folder);
    const words = (text: string) => text.replaceAll(/ +/gu, ' ');
    const [head = '', , , verdict = '', written = ''] = out.split('\n');
    expect(words(page)).toContain(words(head));
    expect(page).toContain(verdict.replace('wasm', 'native'));
    expect(page).toContain(written.replace(`${folder}/`, 'runs/').replace('wine-1', 'wine-2'));
  });

  it('names every kind of plugin', () => {
    const kinds = readdirSync(`${root}templates/plugin`).filter(name => name !== 'common');
    expect(kinds.length).toBeGreaterThan(8);
    for (const kind of kinds) expect(page).toContain(`\`${kind}\``);
  });
});
