import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backend, CompileOptions } from '../../src/backends/backend.ts';
import { printGraph } from '../../src/graph/print.ts';
import { simplify } from '../../src/graph/simplify.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import type { Tolerance } from '../../src/verification/closeTo.ts';
import { oracle } from '../../src/verification/testedBackends.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { graphOf, state } from './randomGraphs/program.ts';
import type { Program, RandomGraph } from './randomGraphs/program.ts';
import { resultsOf } from './randomGraphs/runs.ts';
import type { Results } from './randomGraphs/runs.ts';
import { backends } from './runContracts.ts';

/** Graphs for each backend; set CHAINRULE_RANDOM_GRAPHS for more, and CHAINRULE_RANDOM_SEED for others. */
const count = Number(process.env['CHAINRULE_RANDOM_GRAPHS'] ?? 300);
const seed = Number(process.env['CHAINRULE_RANDOM_SEED'] ?? 1);
/** Milliseconds; a busy machine takes a second for a graph at most. */
const timeout = 60_000 + 1000 * count;
/** A graph that a backend refuses is not compared; more than this share of them would make the test idle. */
const largestRefused = 0.1;


/** Every choice is as likely as any other: fast-check's own preference for small numbers would make most programs trivial. */
const choice = fc.noBias(fc.nat(9999));
const list = (maxLength: number, minLength = 0) => fc.noBias(fc.array(choice, { minLength, maxLength, size: 'max' }));
const programs: fc.Arbitrary<Program> = fc.record({
  instructions: fc.noBias(fc.array(list(14, 14), { minLength: 1, maxLength: 30, size: 'max' })), assigned: list(state.length), outputs: list(3),
});

/** The float64 interpreter in which every value has memory of its own. */
const apart: CompileOptions = { check: () => {} };
/** The generator bounds errors at 250 roundings of float32, 1.5e-5; state and scans hand them on. */
const float32: Tolerance = { relative: tolerances.float32.relative, absolute: 3e-5 };

const known = new Map<string, Results>();

/** Every backend runs the same programs, so that the oracle runs each once. */
async function expectedOf(program: Program, random: RandomGraph): Promise<Results> {
  const key = JSON.stringify(program);
  const expected = known.get(key) ?? await resultsOf(oracle(), random, apart);
  known.set(key, expected);
  return expected;
}

async function agree(backend: Backend, program: Program, refused: Map<string, number>): Promise<void> {
  const random = graphOf(program);
  const [gap] = backend.gaps(random.graph);
  if (gap !== undefined) {
    refused.set(gap.reason, (refused.get(gap.reason) ?? 0) + 1);
    return;
  }
  const expected = await expectedOf(program, random);
  try {
    const actual = await resultsOf(backend, random);
    for (const [name, values] of Object.entries(expected)) expectClose(actual[name] ?? [], values, backend.precision === 'float64' ? tolerances.float64 : float32, name);
  } catch (error) {
    throw new Error(`${String(error)}\n${printGraph(simplify(random.graph))}`, { cause: error });
  }
}

describe('random graphs agree with the float64 oracle', () => {
  for (const { name, backend, missing } of [...backends, { name: 'typescript:float64', backend: oracle(), missing: undefined }]) {
    it.skipIf(backend === undefined)(missing === undefined ? `on ${name}` : `on ${name} (skipped: ${missing})`, async () => {
      const refused = new Map<string, number>();
      await fc.assert(fc.asyncProperty(programs, program => agree(backend ?? oracle(), program, refused)), { numRuns: count, seed, endOnFailure: false });
      for (const [reason, times] of refused) console.info(`${name} refused ${times} of ${count} random graphs: ${reason}`);
      expect([...refused.values()].reduce((sum, times) => sum + times, 0)).toBeLessThanOrEqual(count * largestRefused);
    }, timeout);
  }
});
