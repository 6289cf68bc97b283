import fc from 'fast-check';
import { r2 } from '../../../../src/metrics/index.ts';
import { shapes } from '../../random.ts';
import type { MetricCase } from './classColumns.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Random cases of R², its variance taken around the mean. */
export const r2Case: fc.Arbitrary<MetricCase> = fc.record({
  seed: fc.nat(1000), batchSize: fc.integer({ min: 4, max: 6 }), shape: shapes(0, 2), average: fc.constantFrom('macro' as const, 'weighted' as const, 'none' as const), regressors: fc.constantFrom(0, 1, 2),
}).map(({ shape, average, regressors, ...rest }) => ({
  ...rest, metric: r2({ average, regressors }), prediction: shape, target: shape, best: targets => targets,
  reference: (a, t, w) => {
    const outputs = shape.at(-1) ?? 1;
    const places = a.length / outputs;
    const weights = Array.from({ length: places }, (_, row) => w[Math.floor((row * w.length) / places)] ?? 0);
    const variations = Array.from({ length: outputs }, (_, output) => {
      const targets = weights.map((_, row) => t[row * outputs + output] ?? 0);
      const mean = sum(targets.map((value, row) => value * (weights[row] ?? 0))) / sum(weights);
      return sum(targets.map((value, row) => (weights[row] ?? 0) * (value - mean) ** 2));
    });
    const scores = variations.map((variation, output) => 1 - sum(weights.map((weight, row) => weight * ((a[row * outputs + output] ?? 0) - (t[row * outputs + output] ?? 0)) ** 2)) / variation);
    const adjust = (score: number) => (regressors > 0 && places > regressors + 1 ? 1 - ((1 - score) * (places - 1)) / (places - regressors - 1) : score);
    if (average === 'none') return scores.map(adjust);
    const shares = average === 'weighted' ? variations : variations.map(() => 1);
    return adjust(sum(scores.map((score, output) => score * (shares[output] ?? 0))) / sum(shares));
  },
}));
