import type { Curve } from './curveMetric.ts';
import type { Outcomes } from './outcomes.ts';

/** The largest rate among the points of a curve at which another rate is at least this much; 0 where it is so at none. */
export function bestRate(curve: Curve, rateOf: (outcomes: Outcomes) => number, otherOf: (outcomes: Outcomes) => number, least: number): number {
  return Math.max(0, ...curve.filter(point => otherOf(point) >= least).map(rateOf));
}
