import { ShapeError } from '../errors.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { errorLine } from './errorLine.ts';
import { verifyProblem } from './verifyProblem.ts';
import type { VerifyOptions } from './verifyProblem.ts';
import type { Missing, Verification } from './verification.ts';

/** A step in batches of several sizes, at least one. */
export type Batches = readonly [GradientProblem, ...GradientProblem[]];

/** The elements of a gradient that are compared by themselves in the batches after the first; the others in groups. */
const fewer = 32;

/**
 * Verifies a step with batches of several sizes: one size may hide a mistake that another shows. The figures are those of the first size that fails; of the first of all where none does.
 * Throws what the recording of the first throws; another size that a layer refuses is listed among what is missing.
 */
export async function verifyBatches([first, ...others]: Batches, options: VerifyOptions = {}): Promise<Verification> {
  const whole = await verifyProblem(first, options);
  const [verified, refused]: [Verification[], Missing[]] = [[], []];
  for (const problem of others) {
    const found = await verifiedOrRefused(problem, { ...options, elements: Math.min(fewer, options.elements ?? fewer) });
    if ('reason' in found) refused.push(found);
    else verified.push(found);
  }
  return merged([whole, ...verified], refused);
}

async function verifiedOrRefused(problem: GradientProblem, options: VerifyOptions): Promise<Verification | Missing> {
  try {
    return await verifyProblem(problem, options);
  } catch (error) {
    if (error instanceof ShapeError) return { name: `a batch of ${problem.batchSize}`, reason: errorLine(error) };
    throw error;
  }
}

function merged(all: readonly [Verification, ...Verification[]], refused: readonly Missing[]): Verification {
  const failed = all.filter(({ passed }) => !passed);
  const shown = failed[0] ?? all.find(({ loneAutodiff }) => loneAutodiff.length > 0) ?? all[0];
  const missing = new Map([...all.flatMap(own => own.missing), ...refused].map(own => [own.name, own]));
  return {
    ...shown, passed: failed.length === 0, missing: [...missing.values()], batchSizes: all.map(({ batchSize }) => batchSize), seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    verdict: failed.length === 0 || failed.length === all.length ? shown.verdict : `${shown.verdict}\n${onlySome(all)}`,
  };
}

function onlySome(all: readonly Verification[]): string {
  const sizes = (passed: boolean) => all.filter(own => own.passed === passed).map(({ batchSize }) => batchSize).join(', ');
  return `so with a batch of ${sizes(false)} alone: right with ${sizes(true)}`;
}
