import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { command, workplace } from '../cli/helpers.ts';
import { blocksOf } from './blocks.ts';

const { write, path } = workplace();
const blocks = blocksOf(readFileSync('docs/index.md', 'utf8'));
const only = (language: string) => blocks.find(block => block.language === language)?.text ?? '';
/** What differs from machine to machine and from run to run. */
const masked = (text: string) => text.replaceAll(/\S*runs\//gu, 'runs/').replaceAll(/\d+\.\d s/gu, '… s').trim().split('\n');

describe('the first page', () => {
  it('shows what its config prints', async () => {
    const { code, out, err } = await command('train', write('iris.yaml', only('yaml')), '--backend', 'wasm', '--output', path('runs'));
    const printed = masked(`${err}${out}`);
    expect(code).toBe(0);
    expect(printed).toHaveLength(44);
    expect([...printed.slice(0, 2), '…', ...printed.slice(-4)].sort()).toEqual(masked(only('text')).sort());
  });

  it('goes on with that run: another width, and its figures', async () => {
    expect(await command('train', path('iris.yaml'), '--backend', 'wasm', '--output', path('runs'), '--set', 'model[0].units=16', '--set', 'training.epochs=1')).toMatchObject({ code: 0 });
    expect(await command('plot', path('runs', 'iris-1'), '--backend', 'wasm')).toMatchObject({ code: 0 });
  });
});
