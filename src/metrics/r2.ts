import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { averaged } from './average.ts';
import type { Figure, Tables } from './metric.ts';
import { ratio } from './ratio.ts';
import { elementRows } from './rows.ts';

/**
 * The coefficient of determination: the share of the targets' variance that the predictions explain. 1 is perfect, 0 is no better than the mean of the targets.
 *
 *     R² = 1 − Σ w·(t − a)² / (Σ w·t² − (Σ w·t)² / Σ w), 0 where the targets do not vary
 *     with `regressors` p and n samples:   1 − (1 − R²)·(n − 1) / (n − p − 1), where n > p + 1
 *
 * `average` over the outputs, the last axis: `macro` is their mean, `weighted` by the variance of their targets, `none` gives a list. n counts the rows of outputs whose weight is above 0.
 * In float32 the sums lose the variance of targets whose mean is some thousand times as large as their deviation: standardise such targets.
 * Shapes: prediction a and target t alike, [batch, …, outputs]; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 * Source: Wright, "Correlation and causation" (1921); for `regressors` Ezekiel, "Methods of correlation analysis" (1930).
 */
export const r2 = defineMetric({
  name: 'r2',
  summary: 'the share of the variance of the targets that is explained',
  options: () => z.strictObject({
    /** How the figures of outputs become one: their mean, weighted by the variance of the targets, or a list. */
    average: withDefault(z.enum(['macro', 'weighted', 'none']), 'macro'),
    /** The number p of regressors of the adjusted form. */
    regressors: withDefault(z.int().check(z.gte(0)), 0),
  }),
  create: ({ average, regressors }) => ({
    better: 'higher',
    record(prediction, target, weights) {
      const { predictions: a, targets: t, weights: w } = elementRows(prediction, target, weights);
      const weighted = t.mul(w);
      return {
        samples: w.greater(0).cast('float').sum(), weight: w.sum(),
        residuals: t.sub(a).square().mul(w).sum(0), targets: weighted.sum(0), squares: weighted.mul(t).sum(0),
      };
    },
    result({ samples = 0, weight = 0 }, tables) {
      const outputs = readOutputs(tables, weight);
      const scores = outputs.map(({ residual, variation }) => (variation > 0 ? 1 - residual / variation : 0));
      return adjusted(averaged(average, scores, outputs.map(({ variation }) => variation)), samples, regressors);
    },
  }),
});

interface OutputSums {
  readonly residual: number;
  /** Σ w·(t − mean of t)². */
  readonly variation: number;
}

function readOutputs({ residuals, targets, squares }: Tables, weight: number): readonly OutputSums[] {
  return Array.from(residuals?.values ?? [], (residual, output) => {
    const sum = targets?.values[output] ?? 0;
    return { residual, variation: Math.max(0, (squares?.values[output] ?? 0) - ratio(sum * sum, weight)) };
  });
}

function adjusted(figure: Figure, samples: number, regressors: number): Figure {
  if (regressors === 0 || samples <= regressors + 1) return figure;
  return typeof figure === 'number' ? 1 - ((1 - figure) * (samples - 1)) / (samples - regressors - 1) : figure.map(own => adjusted(own, samples, regressors));
}
