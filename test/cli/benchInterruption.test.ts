import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BenchmarkResult } from '../../src/benchmark/result.ts';
import { config, start, workplace } from './helpers.ts';
import type { Ended } from './helpers.ts';

const { folder, path, write } = workplace();
const file = write('small.yaml', config);

/** Whether the system tells the processes that a process has started. */
const tellsChildren = existsSync(`/proc/${process.pid}/task/${process.pid}/children`);

/** The processes that a process has started; none where the system does not tell. */
function childrenOf(id: number | undefined): readonly string[] {
  const list = `/proc/${id}/task/${id}/children`;
  return tellsChildren ? readFileSync(list, 'utf8').trim().split(' ').filter(child => child !== '') : [];
}

/** Starts a benchmark, and gives it a signal when it says so; tells which of its processes live on. */
async function interrupted(when: RegExp, signal: NodeJS.Signals, ...words: readonly string[]): Promise<Ended & { readonly children: number; readonly orphans: readonly string[] }> {
  const { process: child, ended } = start(['bench', file, '--backend', 'typescript', '--rounds', '5000', '--seconds', '0.02', '--json', ...words], folder);
  let [said, children]: [string, readonly string[]] = ['', []];
  child.stderr?.on('data', (chunk: Buffer) => {
    const before = when.test(said);
    said += chunk.toString();
    if (before || !when.test(said)) return;
    children = childrenOf(child.pid);
    child.kill(signal);
  });
  const end = await ended;
  return { ...end, children: children.length, orphans: children.filter(id => existsSync(`/proc/${id}`)) };
}

describe('a benchmark that is interrupted', () => {
  it('shows and writes what was measured until then, leaves the results of a machine alone, and no process behind', async () => {
    const { code, out, err, children, orphans } = await interrupted(/^round 10 of/mu, 'SIGINT', '--break-even', 'none', '--profile', '--markdown', path('so-far.md'), '--results', path('results'));
    expect(code).toBe(130);
    expect(children > 0).toBe(tellsChildren);
    expect(orphans).toEqual([]);
    const { contenders, notes } = JSON.parse(out) as BenchmarkResult;
    expect(contenders.map(({ name }) => name)).toEqual(['typescript']);
    expect(notes.join('\n')).toMatch(/^interrupted: rounds taken: \d+ of 5000; profiles taken: 0 of 1$/mu);
    expect(err).toContain('interrupted: ending, with what was measured so far; Ctrl-C again ends at once');
    expect(err).toContain(`nothing was written to ${path('results')}, which holds whole benchmarks alone`);
    expect(readFileSync(path('so-far.md'), 'utf8')).toContain('interrupted: rounds taken');
    expect(existsSync(path('results', 'small.json'))).toBe(false);
  });

  it('says where there was nothing yet, and leaves no process behind', async () => {
    const { code, out, err, orphans } = await interrupted(/is ready$/mu, 'SIGTERM');
    expect({ code, out, orphans }).toEqual({ code: 130, out: '', orphans: [] });
    expect(err).toContain('nothing was measured yet');
  });
});
