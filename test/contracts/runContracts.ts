import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Kind } from '../../src/components/kinds.ts';
import { runChecks } from '../../src/testing/check.ts';
import type { Check } from '../../src/testing/check.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import type { TestedBackend } from '../../src/verification/testedBackends.ts';

/** Every backend of the framework, those that are not installed with the reason. */
export const backends = await testedBackends();

/** Backends by halves: random cases run on one device of tf.js at a time, beside `typescript`. */
const rounds: readonly (readonly TestedBackend[])[] = backends.slice(1).map(device => [...backends.slice(0, 1), device]);

/** How many random cases each component is checked with in each round; a failure prints the seed and the case that broke it, shrunk. */
const runsOfRound = 3;

interface WithBackends {
  readonly backends: readonly TestedBackend[];
}

const leftOut = new Map<string, number>();

/** Runs a suite over random cases of every component of a kind, and demands a row for each of them. */
export function runContracts<Case>(kind: Kind, cases: Readonly<Record<string, fc.Arbitrary<Case>>>, contract: (options: Case & WithBackends) => readonly Check[]): void {
  describe(`every ${kind}`, () => {
    it('has its cases', () => expect(Object.keys(cases).sort()).toEqual([...createRegistry([]).contributions(kind).keys()].sort()));
    for (const [name, arbitrary] of Object.entries(cases)) {
      it.each(rounds.map((own, seed) => ({ own, seed, on: own.map(backend => backend.name).join(' and ') })))(`${name} on $on`, ({ own, seed }) => (
        fc.assert(fc.asyncProperty(arbitrary, options => run(name, contract({ ...options, backends: own }))), { numRuns: runsOfRound, seed })));
    }
    afterAll(() => printLeftOut(kind));
  });
}

async function run(component: string, checks: readonly Check[]): Promise<void> {
  const { passed, skipped, notes } = await runChecks(checks);
  expect(passed).toBeGreaterThan(0);
  for (const { name, reason } of skipped) count(`${component}: ${name} (skipped: ${reason})`);
  for (const note of notes) count(`${component}: ${note.replaceAll(/\d+( of \d+)? elements.*/gu, 'elements on kinks left out')}`);
}

function count(line: string): void {
  leftOut.set(line, (leftOut.get(line) ?? 0) + 1);
}

/** What the checks left out is part of the test's output. */
function printLeftOut(kind: Kind): void {
  const lines = [...leftOut].map(([line, times]) => `  ${line}${times === 1 ? '' : ` — ${times} times`}`);
  console.info([`left out of the contracts of every ${kind}: ${lines.length === 0 ? 'nothing' : ''}`, ...lines].join('\n'));
  leftOut.clear();
}
