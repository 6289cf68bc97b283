import fc from 'fast-check';
import type { MetricInput } from '../../../../src/components/definition.ts';
import { f1, falseNegatives, falsePositives, fBeta, precision, recall, trueNegatives, truePositives } from '../../../../src/metrics/index.ts';
import { classColumns, plainAverage, plainRows, targetsAsPredictions, weightOf } from './classColumns.ts';
import type { ClassColumns, MetricCase, PlainRow } from './classColumns.ts';

interface Decision {
  readonly threshold?: number | number[];
  readonly topK?: number;
  readonly classId?: number;
  readonly fromLogits?: boolean;
}
type Average = 'micro' | 'macro' | 'weighted' | 'none';
type Figure = (counts: { readonly tp: number; readonly fp: number; readonly tn: number; readonly fn: number }) => number;

const average = fc.constantFrom<Average>('micro', 'macro', 'weighted', 'none');
const decision = fc.constantFrom<Decision>({}, { threshold: 0.4 }, { threshold: [0.2, 0.6] }, { topK: 1 }, { topK: 2, threshold: 0.3 }, { classId: 0 }, { classId: 0, topK: 1 }, { fromLogits: true });

/** Whether a row's class is decided yes: among the top k, the first of equal ones before the others, and above the threshold. */
function isYes({ predictions }: PlainRow, own: number, { topK, fromLogits = false }: Decision, threshold: number | undefined, exclusive: boolean): boolean {
  const value = predictions[own] ?? 0;
  const rank = predictions.filter((other, index) => other > value || (other === value && index < own)).length;
  const count = topK ?? (exclusive && threshold === undefined ? 1 : undefined);
  const limit = threshold ?? (count === undefined ? (fromLogits ? 0 : 0.5) : Number.NEGATIVE_INFINITY);
  return value > limit && rank < (count ?? predictions.length);
}

function reference(columns: ClassColumns, options: Decision, how: Average, figure: Figure): NonNullable<MetricCase['reference']> {
  return (a, t, w) => {
    const rows = plainRows(columns, a, t, w).map(row => ({ ...row, all: row }));
    const thresholds = typeof options.threshold === 'object' ? options.threshold : [options.threshold];
    const only = (classes: readonly number[]) => (options.classId === undefined ? classes : [options.classId]);
    const figures = thresholds.map(threshold => plainAverage(how, options.classId === undefined ? columns.classes : 1, rows, classes => {
      const count = (target: number, yes: boolean) => weightOf(rows, (row, own) => row.targets[own] === target && isYes(row, own, options, threshold, columns.excluding) === yes, only(classes));
      return figure({ tp: count(1, true), fp: count(0, true), tn: count(0, false), fn: count(1, false) });
    }));
    return typeof options.threshold === 'object' ? figures : figures[0] ?? 0;
  };
}

/** Fewer classes than the top k are an error of their own. */
function fitting(options: Decision, classes: number): Decision {
  return options.topK === undefined ? options : { ...options, topK: Math.min(options.topK, classes) };
}

/** With no more than one yes in a row of several, or more of them than there are, the targets themselves are no best decisions. */
function bestOf(columns: ClassColumns, { topK }: Decision): Pick<MetricCase, 'best'> {
  return topK === undefined && columns.excluding === (columns.form === 'index') ? { best: targetsAsPredictions(columns) } : {};
}

const averagedCase = (metric: (options: Decision & { average: Average }) => MetricInput, figure: Figure): fc.Arbitrary<MetricCase> => (
  fc.record({ columns: classColumns(true), average, decision }).map(({ columns, average, decision }) => {
    const options = fitting(decision, columns.classes);
    return { ...columns, ...bestOf(columns, options), metric: metric({ ...options, average }), reference: reference(columns, options, average, figure) };
  }));

const countCase = (metric: (options: Decision & { perClass: boolean }) => MetricInput, figure: Figure): fc.Arbitrary<MetricCase> => (
  fc.record({ columns: classColumns(true), perClass: fc.boolean(), decision }).map(({ columns, perClass, decision }) => {
    const options = fitting(decision, columns.classes);
    return { ...columns, ...bestOf(columns, options), metric: metric({ ...options, perClass }), reference: reference(columns, options, perClass ? 'none' : 'micro', figure) };
  }));

const quotient = (a: number, b: number) => (b === 0 ? 0 : a / b);
const precisionOf: Figure = ({ tp, fp }) => quotient(tp, tp + fp);
const recallOf: Figure = ({ tp, fn }) => quotient(tp, tp + fn);
/** By precision and recall, as the name says, where the metric takes it from the counts. */
const scoreOf = (beta: number): Figure => counts => {
  const [p, r] = [precisionOf(counts), recallOf(counts)];
  return quotient((1 + beta ** 2) * p * r, beta ** 2 * p + r);
};

/** Random cases of what is a function of decisions. */
export const decisionCases: Readonly<Record<string, fc.Arbitrary<MetricCase>>> = {
  precision: averagedCase(options => precision(options), precisionOf),
  recall: averagedCase(options => recall(options), recallOf),
  f1: averagedCase(options => f1(options), scoreOf(1)),
  fBeta: averagedCase(options => fBeta({ ...options, beta: 2 }), scoreOf(2)),
  truePositives: countCase(options => truePositives(options), ({ tp }) => tp),
  falsePositives: countCase(options => falsePositives(options), ({ fp }) => fp),
  trueNegatives: countCase(options => trueNegatives(options), ({ tn }) => tn),
  falseNegatives: countCase(options => falseNegatives(options), ({ fn }) => fn),
};
