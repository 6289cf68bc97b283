import type { Outcomes } from './outcomes.ts';
import { ratio } from './ratio.ts';

/** True positives / all that was found. */
export function precisionOf({ truePositives, falsePositives }: Outcomes): number {
  return ratio(truePositives, truePositives + falsePositives);
}

/** True positives / all that should be found: recall, or sensitivity. */
export function recallOf({ truePositives, falseNegatives }: Outcomes): number {
  return ratio(truePositives, truePositives + falseNegatives);
}

/** True negatives / all that should not be found. */
export function specificityOf({ trueNegatives, falsePositives }: Outcomes): number {
  return ratio(trueNegatives, trueNegatives + falsePositives);
}

/** False positives / all that should not be found. */
export function fallOutOf({ falsePositives, trueNegatives }: Outcomes): number {
  return ratio(falsePositives, falsePositives + trueNegatives);
}
