import { describe, expect, it } from 'vitest';
import { wrapped } from '../../src/cli/components/wrapped.ts';
import { command, expectBadInput } from './helpers.ts';

describe('list', () => {
  it('lists a kind in columns', async () => {
    const { code, out } = await command('list', 'projections');
    expect(code).toBe(0);
    expect(out).toBe('projections\n  maxNorm      norms of at most the limit: w·c / max(‖w‖, c)\n  unitNorm     norms of 1: w / ‖w‖\n  nonNegative  no element below 0: max(w, 0)\n');
  });

  it('lists all kinds', async () => {
    const { out } = await command('list');
    expect(out.match(/^\S.*$/gmu)).toEqual(['layers', 'losses', 'optimizers', 'regularizers', 'projections', 'initializers', 'schedules', 'metrics', 'dataSources', 'observers', 'backends']);
    expect(out).toContain('\n  dense ');
  });

  it('gives JSON', async () => {
    const { out } = await command('list', 'data-source', '--json');
    const { dataSources } = JSON.parse(out) as { readonly dataSources: readonly object[] };
    expect(dataSources).toContainEqual({ name: 'xor', summary: 'exclusive or of two inputs, with noise as an option' });
  });

  it('refuses a kind that there is not', async () => {
    expectBadInput(await command('list', 'layrs'), ['there is no such kind of component', 'did you mean: layers?']);
  });
});

describe('wrapped', () => {
  it('breaks lines between words, under the first', () => {
    expect(wrapped('  name  ', 'some words that are too many for a line', 30)).toEqual(['  name  some words that are', '        too many for a line']);
    expect(wrapped('  ', 'word', undefined)).toEqual(['  word']);
    expect(wrapped('  ', `${'x'.repeat(40)} y`, 25)).toEqual([`  ${'x'.repeat(40)}`, '  y']);
  });
});
