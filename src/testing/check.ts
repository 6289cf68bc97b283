import { pause } from '../training/pause.ts';

/** What a check has to say though it passed: the kinks that it left out, for example. */
export type CheckNotes = readonly string[] | void;

/** One check of a contract suite. It passes where `run` neither throws nor rejects. */
export interface Check {
  readonly name: string;
  run(): CheckNotes | Promise<CheckNotes>;
  /** Why the check does not apply; it is then listed as skipped, never left out silently. */
  readonly skip?: string | undefined;
}

/** The two functions of a test runner that checks are registered with: those of vitest, of Jest and of node:test fit. */
export interface TestRunner {
  describe(title: string, work: () => void): unknown;
  readonly it: ((title: string, work: () => void | Promise<void>) => unknown) & { skip(title: string, work: () => void | Promise<void>): unknown };
}

/**
 * Hands checks to a test runner, under a common title. A skipped check has its reason in the title; notes go to `print`.
 *
 * ```ts
 * import { describe, it } from 'vitest'; // or from 'node:test'
 * import { l2 } from 'chainrule';
 * import { registerChecks, regularizerContract } from 'chainrule/testing';
 *
 * registerChecks('l2', regularizerContract({ regularizer: l2(0.1) }), { describe, it });
 * ```
 */
export function registerChecks(title: string, checks: readonly Check[], { describe, it }: TestRunner, print: (note: string) => void = console.info): void {
  describe(title, () => {
    for (const { name, run, skip } of checks) {
      if (skip !== undefined) it.skip(`${name} (skipped: ${skip})`, () => {});
      else it(name, async () => { for (const note of await run() ?? []) print(`${title}: ${name}: ${note}`); });
    }
  });
}

/** What came of checks that were run outside a test runner. */
export interface CheckSummary {
  readonly passed: number;
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly notes: readonly string[];
}

/**
 * Runs checks one after the other. Throws the first failure, with the check's name before its message.
 *
 * ```ts
 * import { cosineDecay } from 'chainrule';
 * import { runChecks, scheduleContract } from 'chainrule/testing';
 *
 * const { passed } = await runChecks(scheduleContract({ schedule: cosineDecay({ initialValue: 0.1, decaySteps: 100 }) }));
 * console.log(`${passed} checks passed`);
 * ```
 */
export async function runChecks(checks: readonly Check[]): Promise<CheckSummary> {
  const skipped = checks.flatMap(({ name, skip }) => (skip === undefined ? [] : [{ name, reason: skip }]));
  const notes: string[] = [];
  const wanted = checks.filter(({ skip }) => skip === undefined);
  for (const { name, run } of wanted) {
    for (const note of await located(name, run) ?? []) notes.push(`${name}: ${note}`);
    // Without a turn of the event loop nothing that a WeakRef was made of is ever freed: containers and all their components.
    await pause();
  }
  return { passed: wanted.length, skipped, notes };
}

/** The checks that `make` lists; where it throws, one check that fails with that error, so that a broken component fails its test and not the collection of tests. */
export function checksOrFailure(name: string, make: () => readonly Check[]): readonly Check[] {
  try {
    return make();
  } catch (error) {
    return [{ name, run: () => { throw error; } }];
  }
}

async function located(name: string, run: Check['run']): Promise<CheckNotes> {
  try {
    return await run();
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
