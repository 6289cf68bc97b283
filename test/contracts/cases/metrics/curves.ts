import fc from 'fast-check';
import type { MetricInput } from '../../../../src/components/definition.ts';
import { auc, precisionAtRecall, recallAtPrecision, sensitivityAtSpecificity, specificityAtSensitivity } from '../../../../src/metrics/index.ts';
import { classColumns, plainAverage, plainRows, targetsAsPredictions, weightOf } from './classColumns.ts';
import type { ClassColumns, MetricCase, PlainRow } from './classColumns.ts';

type Average = 'micro' | 'macro' | 'weighted' | 'none';
interface Point { readonly tp: number; readonly fp: number; readonly tn: number; readonly fn: number }

const quotient = (a: number, b: number) => (b === 0 ? 0 : a / b);
const precisionOf = ({ tp, fp }: Point) => quotient(tp, tp + fp);
const recallOf = ({ tp, fn }: Point) => quotient(tp, tp + fn);
const specificityOf = ({ tn, fp }: Point) => quotient(tn, tn + fp);
const fallOutOf = ({ tn, fp }: Point) => quotient(fp, tn + fp);

/** Logits as probabilities: of classes that exclude each other by softmax, else by σ. */
function withProbabilities(row: PlainRow, { excluding }: ClassColumns): PlainRow {
  const powers = row.predictions.map(Math.exp);
  const total = powers.reduce((sum, power) => sum + power, 0);
  return { ...row, predictions: excluding ? powers.map(power => power / total) : row.predictions.map(z => 1 / (1 + Math.exp(-z))) };
}

function curveOf(rows: readonly PlainRow[], classes: readonly number[], thresholds: number | readonly number[]): readonly Point[] {
  const inner = typeof thresholds === 'number' ? Array.from({ length: thresholds - 2 }, (_, k) => (k + 1) / (thresholds - 1)) : thresholds;
  return [-1e-7, ...inner, 1 + 1e-7].map(threshold => {
    const count = (target: number, yes: boolean) => weightOf(rows, ({ predictions, targets }, own) => targets[own] === target && (predictions[own] ?? 0) > threshold === yes, classes);
    return { tp: count(1, true), fp: count(0, true), tn: count(0, false), fn: count(1, false) };
  });
}

const curveCase = <Options>(own: fc.Arbitrary<Options>, metric: (options: Options & { average: Average; thresholds: number | number[]; fromLogits: boolean }) => MetricInput, figureOf: (curve: readonly Point[], options: Options) => number, unbeaten: (options: Options) => boolean = () => true): fc.Arbitrary<MetricCase> => (
  fc.boolean().chain(fromLogits => fc.record({
    columns: classColumns(!fromLogits), own, average: fc.constantFrom<Average>('micro', 'macro', 'weighted', 'none'), thresholds: fc.constantFrom(2, 3, 9, 40, [0.5], [0.11, 0.3, 0.62, 0.9]),
  }).map(({ columns, own, average, thresholds }) => ({
    ...columns, metric: metric({ ...own, average, thresholds, fromLogits }),
    ...(unbeaten(own) && columns.excluding === (columns.form === 'index') && { best: fromLogits ? targetsAsPredictions(columns, 20, -20) : targetsAsPredictions(columns) }),
    reference: (a, t, w) => {
      const given = plainRows(columns, a, t, w);
      const rows = fromLogits ? given.map(row => withProbabilities(row, columns)) : given;
      return plainAverage(average, columns.classes, rows, classes => figureOf(curveOf(rows, classes, thresholds), own));
    },
  }))));

/** The area by many small steps of true positives, that are linear in all positives between two points. */
function interpolatedArea(curve: readonly Point[]): number {
  return curve.slice(1).reduce((sum, next, index) => {
    const point = curve[index] ?? next;
    const steps = 20_000;
    let area = 0;
    for (let step = 0; step < steps; step++) {
      const share = (step + 0.5) / steps;
      const tp = next.tp + share * (point.tp - next.tp);
      area += quotient(tp, tp + next.fp + share * (point.fp - next.fp)) / steps;
    }
    return sum + quotient(area * (point.tp - next.tp), point.tp + point.fn);
  }, 0);
}

/** The precision at no recall is 0: `minoring` takes the whole area of the best predictions of PR for that. */
type Area = { curve: 'ROC' | 'PR'; summation: 'interpolation' | 'minoring' | 'majoring' };
function areaOf(curve: readonly Point[], { curve: kind, summation }: Area): number {
  if (kind === 'PR' && summation === 'interpolation') return interpolatedArea(curve);
  const [x, y] = kind === 'ROC' ? [fallOutOf, recallOf] : [recallOf, precisionOf];
  const height = { interpolation: (a: number, b: number) => (a + b) / 2, minoring: Math.min, majoring: Math.max }[summation];
  return curve.slice(1).reduce((sum, next, index) => {
    const point = curve[index] ?? next;
    return sum + Math.abs(x(point) - x(next)) * height(y(point), y(next));
  }, 0);
}

const best = (rateOf: (point: Point) => number, otherOf: (point: Point) => number) => (curve: readonly Point[], { least }: { readonly least: number }) => (
  curve.reduce((most, point) => (otherOf(point) >= least ? Math.max(most, rateOf(point)) : most), 0));
const least = fc.record({ least: fc.constantFrom(0.13, 0.5, 0.77) });

/** Random cases of what is a function of the decisions by all thresholds. */
export const curveCases: Readonly<Record<string, fc.Arbitrary<MetricCase>>> = {
  auc: curveCase(fc.record<Area>({ curve: fc.constantFrom('ROC', 'PR'), summation: fc.constantFrom('interpolation', 'minoring', 'majoring') }), options => auc(options), areaOf, ({ summation }) => summation !== 'minoring'),
  sensitivityAtSpecificity: curveCase(least, ({ least: specificity, ...options }) => sensitivityAtSpecificity({ specificity, ...options }), best(recallOf, specificityOf)),
  specificityAtSensitivity: curveCase(least, ({ least: sensitivity, ...options }) => specificityAtSensitivity({ sensitivity, ...options }), best(specificityOf, recallOf)),
  precisionAtRecall: curveCase(least, ({ least: recall, ...options }) => precisionAtRecall({ recall, ...options }), best(precisionOf, recallOf)),
  recallAtPrecision: curveCase(least, ({ least: precision, ...options }) => recallAtPrecision({ precision, ...options }), best(recallOf, precisionOf)),
};
