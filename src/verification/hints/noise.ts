import { alike, at } from './evidence.ts';
import type { Hint } from './evidence.ts';

/** The backward draws noise that the forward does not; leaves out that of the forward, which n depends on; or uses it where n does not depend on it. With another step's noise n tells which. */
export const noiseHint: Hint = async ({ noise: { backwardOnly, forwardOnly, shared }, numeric, elements, numericWith }) => {
  if (backwardOnly.length > 0) return `the backward draws noise anew, ${quoted(backwardOnly)}: it has to use what its forward drew`;
  if (forwardOnly.length + shared.length === 0) return undefined;
  const same = await isSameAt([1001, 1002, 1003, 1004], step => numericWith({ step }), other => alike(at(other), at(numeric), elements));
  if (forwardOnly.length > 0 && !same) return `it depends on the noise ${quoted(forwardOnly)} of the forward, which the backward leaves out: the mask, or its scaling, is missing`;
  return shared.length > 0 && same ? `it does not depend on the noise ${quoted(shared)}, which the backward uses` : undefined;
};

async function isSameAt(steps: readonly number[], numericAt: (step: number) => Promise<Float64Array>, isSame: (other: Float64Array) => boolean): Promise<boolean> {
  for (const step of steps) {
    if (!isSame(await numericAt(step))) return false;
  }
  return true;
}

function quoted(names: readonly string[]): string {
  return names.map(name => JSON.stringify(name)).join(' and ');
}
