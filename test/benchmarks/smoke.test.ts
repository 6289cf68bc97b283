import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Results } from '../../src/cli/bench/suite/results.ts';

const folder = mkdtempSync(join(tmpdir(), 'chainrule-bench-test-'));
const file = join(folder, 'results.json');
let output = '';

beforeAll(() => {
  const words = ['--rows', '3-4-2/4', '--contenders', 'typescript,loops,pytorch', '--rounds', '2', '--seconds', '0.02', '--threads', '1', '--json', file];
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', 'benchmarks/main.ts', ...words], { encoding: 'utf8', timeout: 55_000 });
  if (status !== 0) throw new Error(`the benchmark ended with ${status}:\n${stderr}`);
  output = stdout;
});
afterAll(() => rmSync(folder, { recursive: true }));

it('measures the smallest row and writes what it measured', () => {
  const { rows: [measured] } = JSON.parse(readFileSync(file, 'utf8')) as Results;
  expect(measured?.row.name).toBe('3-4-2/4');
  expect(measured?.conditions).toMatchObject({ place: 'processes', threads: 1, rounds: 2, seconds: 0.02 });
  expect(measured?.results.map(({ name }) => name)).toEqual(['typescript:float64', 'typescript', 'loops', 'pytorch']);
});

it('finds that both compute what the oracle computes', () => {
  const { rows: [measured] } = JSON.parse(readFileSync(file, 'utf8')) as Results;
  for (const { name, refused, same, figures, milliseconds, peakBytes, startSeconds, versions } of measured?.results ?? []) {
    if (name === 'pytorch') continue;
    expect({ name, refused, same, figures: figures.length, versions: Object.keys(versions) }).toEqual({ name, refused: undefined, same: true, figures: 20, versions: ['node'] });
    if (name === 'typescript:float64') continue;
    expect(milliseconds).toHaveLength(2);
    for (const number of [...milliseconds, peakBytes, startSeconds]) expect(number).toBeGreaterThan(0);
  }
});

it('says why a contender is not measured', () => {
  expect(output).toMatch(/pytorch: no --python was given/);
});
