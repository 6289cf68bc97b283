import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { curveMetric, curveOptions } from './curveMetric.ts';
import type { Curve } from './curveMetric.ts';
import type { Outcomes } from './outcomes.ts';
import { fallOutOf, precisionOf, recallOf } from './rates.ts';
import { ratio } from './ratio.ts';

/**
 * The area under the curve of decisions by all thresholds: for `ROC` the probability that a positive sample has a larger prediction than a negative one.
 *
 *     ROC: recall over fp / (fp + tn)    PR: precision over recall
 *     area = Σ |xₖ − xₖ₊₁|·h(yₖ, yₖ₊₁), h the mean (`interpolation`), the smaller (`minoring`) or the larger (`majoring`)
 *
 * Between two points of PR `interpolation` takes true positives as linear in all positives, not precision as linear in recall, which would be too high.
 * `thresholds`: their number from 2, evenly from 0 to 1, or a list of them. Predictions between two thresholds count as equal: more thresholds are more exact. They are
 * counted in a histogram, so that a step costs batch · classes · log₂ thresholds. `average` is that of `precision`; logits become probabilities by `fromLogits`, else as the loss
 * takes them: by softmax where targets are class indices, or the loss is one of classes that exclude each other, else by σ.
 * Shapes: prediction [batch, …, classes]; target class indices [batch, …], or 0 and 1 in rows [batch, …, classes]; [batch] or [batch, 1] is one class.
 * Throws a ShapeError for a target that does not fit.
 * Source: as in Keras; for PR Davis and Goadrich, "The relationship between precision-recall and ROC curves" (2006).
 */
export const auc = defineMetric({
  name: 'auc',
  summary: 'the area under the ROC or the precision-recall curve',
  options: () => z.strictObject({
    ...curveOptions,
    /** Which curve: recall over fall-out, or precision over recall. */
    curve: withDefault(z.enum(['ROC', 'PR']), 'ROC'),
    /** The height of a step of the area: between its ends, the smaller or the larger. */
    summation: withDefault(z.enum(['interpolation', 'minoring', 'majoring']), 'interpolation'),
  }),
  create: ({ curve, summation, ...options }) => curveMetric(options, points => {
    if (curve === 'PR' && summation === 'interpolation') return interpolatedArea(points);
    return curve === 'ROC' ? area(points, fallOutOf, recallOf, heights[summation]) : area(points, recallOf, precisionOf, heights[summation]);
  }),
});

type Rate = (outcomes: Outcomes) => number;

const heights = {
  interpolation: (a: number, b: number) => (a + b) / 2,
  minoring: (a: number, b: number) => Math.min(a, b),
  majoring: (a: number, b: number) => Math.max(a, b),
};

/** x falls as thresholds rise. */
function area(points: Curve, x: Rate, y: Rate, height: (a: number, b: number) => number): number {
  return sumOfSteps(points, (point, next) => (x(point) - x(next)) * height(y(point), y(next)));
}

/** With true positives tp = i + s·p over all positives p, the area of a step is ∫ tp / p over tp, that is s·(Δtp + i·log(pₖ / pₖ₊₁)), as a share of what should be found. */
function interpolatedArea(points: Curve): number {
  return sumOfSteps(points, (point, next) => {
    const [p, least] = [point.truePositives + point.falsePositives, next.truePositives + next.falsePositives];
    const rise = point.truePositives - next.truePositives;
    const slope = ratio(rise, Math.max(p - least, 0));
    const intercept = next.truePositives - slope * least;
    const logarithm = p > 0 && least > 0 ? Math.log(p / least) : 0;
    return ratio(slope * (rise + intercept * logarithm), next.truePositives + next.falseNegatives);
  });
}

function sumOfSteps(points: Curve, areaOf: (point: Outcomes, next: Outcomes) => number): number {
  return points.slice(1).reduce((sum, next, index) => sum + areaOf(points[index] ?? next, next), 0);
}
