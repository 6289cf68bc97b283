import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { command, expectBadInput, workplace } from './helpers.ts';

const { path } = workplace();
const words = ['verify', '--loss', 'meanSquaredError', '--inputs', '[[2], [2]]', '--backend', 'typescript'];

describe('the files of a report', () => {
  it('are a page, and a picture of each of its charts', async () => {
    const { code } = await command(...words, '--report', path('page', 'loss.html'), '--png', path('pictures'));
    expect(code).toBe(0);
    const charts = readFileSync(path('page', 'loss.html'), 'utf8').split('<figure>').length - 1;
    expect(charts).toBeGreaterThan(0);
    expect(readdirSync(path('pictures'))).toHaveLength(charts);
    for (const name of readdirSync(path('pictures'))) expect(readFileSync(path('pictures', name)).subarray(1, 4).toString('latin1')).toBe('PNG');
  });

  it('are refused before anything is computed, where they cannot be written', async () => {
    writeFileSync(path('file'), '');
    expectBadInput(await command(...words, '--report', path('file', 'loss.html')), [`--report ${path('file')}`, 'this cannot be written']);
    expectBadInput(await command(...words, '--png', path('file')), [`--png ${path('file')}`, 'this cannot be written']);
    vi.doMock('@resvg/resvg-js', () => { throw new Error('Cannot find package'); });
    const ended = await command(...words, '--report', path('late.html'), '--png', path('none'));
    vi.doUnmock('@resvg/resvg-js');
    expectBadInput(ended, ['--png: a PNG needs the package @resvg/resvg-js', 'npm install @resvg/resvg-js'], path('late.html'));
    expect(existsSync(path('none'))).toBe(false);
  });
});
