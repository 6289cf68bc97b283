import { describe, expect, it } from 'vitest';
import { conditionsHere } from '../../src/benchmark/conditions.ts';
import { mergeResults, nothingMeasured } from '../../src/cli/bench/suite/results.ts';
import type { Measured } from '../../src/benchmark/measured.ts';
import type { RowResult } from '../../src/cli/bench/suite/results.ts';
import { rowReport } from '../../src/cli/bench/suite/rowReport.ts';
import { rows } from '../../src/cli/bench/suite/rows.ts';
import { summaries } from '../../src/cli/bench/suite/summaries.ts';
import { alignedTable } from '../../src/cli/bench/suite/table.ts';
import { digits } from '../../src/benchmark/digits.ts';

const conditions = conditionsHere({ place: 'processes', runtime: 'Node', threads: 2, rounds: 3, seconds: 0.1 });

function result(name: string, milliseconds: readonly (number | null)[], changes: Partial<Measured> = {}): Measured {
  return { name, kind: 'ours', milliseconds, figures: [1], deviation: 0, same: true, threads: 1, versions: {}, startSeconds: 1, peakBytes: 1e8, ...changes };
}

function measured(name: string, results: readonly Measured[]): RowResult {
  const row = rows.find(other => other.name === name) ?? expect.fail(`no row ${name}`);
  return { row, conditions, results };
}

describe('the table of a row', () => {
  const text = rowReport(measured('784-128-10/128', [
    result('slow', [20, 22, 24]), result('quick', [10, 11, 12]), result('cheat', [1, 1, 1], { kind: 'peer', deviation: 0.5, same: false }), result('absent', [], { refused: 'it is not installed' }),
  ]));
  const lineOf = (name: string) => text.split('\n').find(line => line.startsWith(name)) ?? '';

  it('ranks by medians, against the fastest that computes the same', () => {
    expect(lineOf('quick')).toMatch(/11\.0 .* 1 /);
    expect(lineOf('slow')).toMatch(/22\.0 .* 2\.00 /);
  });

  it('marks what the machine was too noisy to tell', () => {
    const rounds = (times: readonly number[]) => Array.from({ length: 12 }, (_, round) => times[round % times.length] ?? 1);
    const report = rowReport(measured('784-128-10/128', [result('quick', rounds([10])), result('slow', rounds([20, 20.1])), result('shaky', rounds([12, 30, 18]))]));
    expect(report).toMatch(/\nslow .* 2\.00–2\.01 {2}/u);
    expect(report).toMatch(/\nshaky .*\d ~ /u);
    expect(report).toContain('\n~ the machine was too noisy to tell');
    expect(text).toContain(' ~ ');
    expect(rowReport(measured('784-128-10/128', [result('quick', [10]), result('slow', [20])]))).toMatch(/\nslow .* 2\.00 +one round /u);
  });

  it('says who computes something else, and who is not there', () => {
    expect(lineOf('cheat')).toMatch(/computes something else: not ranked/);
    expect(text).toMatch(/absent: it is not installed/);
  });
});

describe('the summaries', () => {
  const growing = [1, 8, 64].map((batch, index) => measured(`784-256-10/${batch}`, [result('linear', [8 ** index, 8 ** index])]));

  it('fit the growth of a series', () => {
    expect(summaries({ rows: growing })).toMatch(/linear +1\.00 +8\.00 +64\.0 +1\.00 +1\.00/);
  });

  it('say which promises hold, which are open and which are missed', () => {
    const against = (native: readonly number[]) => summaries({ rows: [measured('3-4-2/4', [result('native', native), result('loops', [1, 1, 1], { kind: 'peer' })])] });
    expect(against([0.5, 0.5, 0.51])).toMatch(/kept +native is as fast/);
    expect(against([0.5, 2, 1])).toMatch(/level +native is as fast/);
    expect(against([1.5, 1.5, 1.51])).toMatch(/MISSED native is as fast/);
  });

  it('give the rates of single products', () => {
    const square = measured('512-512/512+predict', [result('blas-products', [2 * 512 ** 3 / 1e8], { kind: 'limit', same: false })]);
    expect(summaries({ rows: [square] })).toMatch(/n +512\nblas-products +100/);
  });
});

describe('results', () => {
  it('take a row that is measured again in place of the old one, and keep the browser\'s apart', () => {
    const old = measured('3-4-2/4', [result('native', [1])]);
    const newer = measured('3-4-2/4', [result('native', [2])]);
    const inBrowser = { ...newer, conditions: { ...conditions, place: 'browser' as const } };
    expect(mergeResults(mergeResults(nothingMeasured, { rows: [old] }), { rows: [newer] }).rows).toEqual([newer]);
    expect(mergeResults({ rows: [old] }, { rows: [inBrowser] }).rows).toEqual([old, inBrowser]);
  });
});

describe('cells', () => {
  it('have three digits', () => {
    expect([0.00123456, 1.2345, 12.345, 1234.5, Number.NaN].map(digits)).toEqual(['0.00123', '1.23', '12.3', '1235', '–']);
  });

  it('are aligned', () => {
    expect(alignedTable([['name', 'ms'], ['a', '10']])).toBe('name  ms\na     10');
  });
});
