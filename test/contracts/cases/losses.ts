import fc from 'fast-check';
import {
  binaryCrossEntropy, binaryFocalCrossEntropy, categoricalCrossEntropy, categoricalFocalCrossEntropy, categoricalHinge, cosineSimilarity, hinge, huber, klDivergence, logCosh,
  meanAbsoluteError, meanAbsolutePercentageError, meanSquaredError, meanSquaredLogarithmicError, perceptron, poisson, squaredHinge,
} from '../../../src/losses/index.ts';
import type { ReferenceInput } from '../../../src/components/definition.ts';
import type { RandomStream } from '../../../src/random/randomStream.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { TestColumn } from '../../../src/verification/columns.ts';
import type { LossContractOptions } from '../../../src/testing/lossContract.ts';
import { shapes, sizes } from '../random.ts';

export type LossCase = Omit<LossContractOptions, 'backends'>;
type Column = Omit<TestColumn, 'shape'>;
type Reduction = 'mean' | 'batchMean' | 'sum';

const reduction = fc.constantFrom<Reduction>('mean', 'batchMean', 'sum');
const labelSmoothing = fc.constantFrom(0, 0.1, 1);
const gamma = fc.constantFrom(0, 0.5, 1, 2, 3.5);
const probability = (random: RandomStream) => 0.05 + 0.9 * random.uniform();
const positive = (random: RandomStream) => 0.1 + 3 * random.uniform();
/** What a reduction makes of the sum over the elements of a sample. */
const reduced = (how: Reduction, sum: number, count: number) => (how === 'mean' ? sum / count : sum);

/** Random cases of a loss of single elements: `reference` is the error of one. */
function elements(loss: (reduction: Reduction) => ReferenceInput<'loss'>, reference: (a: number, t: number) => number, prediction: Column = {}, target: Column = {}): fc.Arbitrary<LossCase> {
  return fc.record({ shape: shapes(), reduction, ...sizes }).map(({ shape, reduction, ...rest }) => ({
    ...rest, loss: loss(reduction), prediction: { shape, ...prediction }, target: { shape, ...target },
    reference: (a, t) => reduced(reduction, a.reduce((sum, x, i) => sum + reference(x, t[i] ?? 0), 0), sizeOf(shape)),
  }));
}

/** Labels of yes or no: 0 and 1, or −1 and 1. */
const labels = fc.constantFrom<Column>({ dtype: 'int32' }, { value: random => 2 * random.below(2) - 1 });
const margins = (loss: (options: { reduction: Reduction }) => ReferenceInput<'loss'>, error: (margin: number) => number) => (
  labels.chain(target => elements(own => loss({ reduction: own }), (a, t) => error((t === 0 ? -1 : t) * a), {}, target)));

const squared = fc.boolean().chain(half => elements(own => meanSquaredError({ reduction: own, half }), (a, t) => (a - t) ** 2 * (half ? 0.5 : 1)));
const huberCases = fc.constantFrom(0.3, 1, 2).chain(delta => elements(
  own => huber({ reduction: own, delta }), (a, t) => (Math.abs(a - t) <= delta ? (a - t) ** 2 / 2 : delta * (Math.abs(a - t) - delta / 2))));
/** Errors up to 1,000 as well: nothing may overflow. */
const logCoshCases = fc.constantFrom(1, 1000).chain(scale => elements(
  own => logCosh({ reduction: own }), (a, t) => Math.abs(a - t) + Math.log1p(Math.exp(-2 * Math.abs(a - t))) - Math.LN2, { value: random => scale * random.normal() }));
const poissonCases = fc.boolean().chain(fromLogRate => elements(
  own => poisson({ reduction: own, fromLogRate }), (a, t) => (fromLogRate ? Math.exp(a) - t * a : a - t * Math.log(a + 1e-7)),
  fromLogRate ? {} : { value: positive }, { value: random => random.below(5) }));

const yesOrNo = fc.constantFrom<Column>({ dtype: 'int32' }, { value: random => random.uniform() });
const surprise = (p: number, t: number) => -t * Math.log(p) - (1 - t) * Math.log(1 - p);
const asProbability = (a: number, fromLogits: boolean) => (fromLogits ? 1 / (1 + Math.exp(-a)) : a);

const binary = fc.record({ labelSmoothing, fromLogits: fc.boolean(), target: yesOrNo }).chain(({ labelSmoothing, fromLogits, target }) => elements(
  own => binaryCrossEntropy({ reduction: own, labelSmoothing, fromLogits }), (a, t) => surprise(asProbability(a, fromLogits), t * (1 - labelSmoothing) + labelSmoothing / 2),
  fromLogits ? {} : { value: probability }, target));

const binaryFocal = fc.record({ labelSmoothing, fromLogits: fc.boolean(), target: yesOrNo, gamma, alpha: fc.constantFrom(undefined, 0.25) }).chain(({ target, ...options }) => elements(
  own => binaryFocalCrossEntropy({ reduction: own, ...options }),
  (a, target) => {
    const [t, p] = [target * (1 - options.labelSmoothing) + options.labelSmoothing / 2, asProbability(a, options.fromLogits)];
    const balance = options.alpha === undefined ? 1 : options.alpha * t + (1 - options.alpha) * (1 - t);
    return balance * (t * (1 - p) + (1 - t) * p) ** options.gamma * surprise(p, t);
  },
  options.fromLogits ? {} : { value: probability }, target));

type Form = 'index' | 'column' | 'row';

/** How a loss over classes is drawn. */
interface ClassLossCase {
  readonly loss: (options: { reduction: Reduction; axis: number }) => ReferenceInput<'loss'>;
  /** The error of one row, from the predicted row and the target as a row. */
  readonly reference: (row: readonly number[], target: readonly number[]) => number;
  readonly prediction?: Column;
  readonly forms?: readonly Form[];
  /** The class index whose rows count nothing. */
  readonly ignored?: number | undefined;
}

/** Random cases of a loss over classes, which lie along the last axis, or along the first axis of a sample. */
function classes({ loss, reference, prediction = {}, forms = ['index', 'column', 'row'], ignored }: ClassLossCase, count: number): fc.Arbitrary<LossCase> {
  return fc.record({ rows: shapes(0, 2), reduction, first: fc.boolean(), form: fc.constantFrom(...forms), ...sizes }).map(({ rows, reduction, first, form, ...rest }) => {
    const shape = first ? [count, ...rows] : [...rows, count];
    const drawn = (random: RandomStream) => (ignored !== undefined && random.below(3) === 0 ? ignored : random.below(count));
    const index: TestColumn = { shape: form === 'column' ? [...rows, 1] : rows, dtype: 'int32', value: drawn };
    /** The places of a row's elements. */
    const places = (row: number) => Array.from({ length: count }, (_, j) => (first ? j * sizeOf(rows) + row : row * count + j));
    return {
      ...rest, loss: loss({ reduction, axis: first ? 1 : -1 }), prediction: { shape, ...prediction },
      target: form === 'row' ? { shape, value: random => random.uniform() } : index,
      reference: (a, t) => reduced(reduction, Array.from({ length: sizeOf(rows) }, (_, row) => {
        if (form !== 'row' && t[row] === ignored) return 0;
        return reference(places(row).map(place => a[place] ?? 0), places(row).map((place, j) => (form === 'row' ? t[place] ?? 0 : Number(t[row] === j))));
      }).reduce((sum, value) => sum + value, 0), sizeOf(rows)),
    };
  });
}

const classCount = fc.integer({ min: 2, max: 4 });
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const softmaxOf = (row: readonly number[]) => row.map(x => Math.exp(x) / total(row.map(Math.exp)));
const sumOver = (row: readonly number[], term: (x: number, j: number) => number) => total(row.map(term));
const clipped = (p: number) => Math.min(Math.max(p, 1e-7), 1 - 1e-7);
const reading = { fromLogits: fc.boolean(), renormalize: fc.boolean(), labelSmoothing };

/** The probabilities that a row is read as. */
function read(row: readonly number[], fromLogits: boolean, renormalize: boolean): readonly number[] {
  return fromLogits ? softmaxOf(row) : row.map(x => clipped(renormalize ? x / total(row) : x));
}

function smoothed(target: readonly number[], share: number): readonly number[] {
  return target.map(t => t * (1 - share) + share / target.length);
}

const categorical = fc.record({ count: classCount, ...reading, ignored: fc.constantFrom(undefined, -1, 1) }).chain(({ count, fromLogits, renormalize, labelSmoothing, ignored }) => classes({
  loss: own => categoricalCrossEntropy({ ...own, labelSmoothing, fromLogits, renormalize, ...(ignored !== undefined && { ignoreClass: ignored }) }),
  prediction: fromLogits ? {} : { value: probability }, ignored, ...(ignored !== undefined && { forms: ['index', 'column'] as const }),
  reference: (row, target) => -sumOver(smoothed(target, labelSmoothing), (t, j) => t * Math.log(read(row, fromLogits, renormalize)[j] ?? 0)),
}, count));

const categoricalFocal = fc.record({ count: classCount, ...reading, gamma, balanced: fc.boolean() }).chain(({ count, fromLogits, renormalize, labelSmoothing, gamma, balanced }) => {
  const alpha = balanced ? Array.from({ length: count }, (_, j) => 0.5 + j) : 0.25;
  return classes({
    loss: own => categoricalFocalCrossEntropy({ ...own, labelSmoothing, fromLogits, renormalize, gamma, alpha }), prediction: fromLogits ? {} : { value: probability },
    reference: (row, target) => -sumOver(smoothed(target, labelSmoothing), (t, j) => {
      const p = read(row, fromLogits, renormalize)[j] ?? 0;
      return (typeof alpha === 'number' ? alpha : alpha[j] ?? 0) * t * (1 - p) ** gamma * Math.log(p);
    }),
  }, count);
});

/** A softmax over a single class is refused. */
const distributions = fc.boolean().chain(fromLogits => fc.record({ count: fc.integer({ min: fromLogits ? 2 : 1, max: 4 }), fromLogits: fc.constant(fromLogits) }));
const divergence = distributions.chain(({ count, fromLogits }) => classes({
  loss: own => klDivergence({ ...own, fromLogits }), forms: ['row'], prediction: fromLogits ? {} : { value: probability },
  reference: (row, target) => sumOver(target, (t, j) => Math.max(t, 1e-7) * Math.log(Math.max(t, 1e-7) / (read(row, fromLogits, false)[j] ?? 0))),
}, count));

const classHinge = classCount.chain(count => classes({
  loss: own => categoricalHinge(own),
  reference: (row, target) => Math.max(0, 1 + Math.max(...row.map((a, j) => (1 - (target[j] ?? 0)) * a)) - sumOver(row, (a, j) => a * (target[j] ?? 0))),
}, count));

const length = (vector: readonly number[]) => Math.sqrt(total(vector.map(x => x * x)));
const cosine = fc.integer({ min: 1, max: 4 }).chain(count => classes({
  loss: own => cosineSimilarity(own), forms: ['row'], reference: (row, target) => -sumOver(row, (a, j) => a * (target[j] ?? 0)) / length(row) / length(target),
}, count));

/** Random cases of every loss. */
export const lossCases: Readonly<Record<string, fc.Arbitrary<LossCase>>> = {
  meanSquaredError: squared,
  meanAbsoluteError: elements(own => meanAbsoluteError({ reduction: own }), (a, t) => Math.abs(a - t)),
  // Percents of a target near 0 would drown the digits of float32.
  meanAbsolutePercentageError: elements(own => meanAbsolutePercentageError({ reduction: own }), (a, t) => 100 * Math.abs(a - t) / Math.abs(t), {}, { value: random => positive(random) * (2 * random.below(2) - 1) }),
  meanSquaredLogarithmicError: elements(own => meanSquaredLogarithmicError({ reduction: own }), (a, t) => (Math.log1p(Math.max(a, 1e-7)) - Math.log1p(Math.max(t, 1e-7))) ** 2),
  huber: huberCases,
  logCosh: logCoshCases,
  poisson: poissonCases,
  cosineSimilarity: cosine,
  binaryCrossEntropy: binary,
  binaryFocalCrossEntropy: binaryFocal,
  categoricalCrossEntropy: categorical,
  categoricalFocalCrossEntropy: categoricalFocal,
  klDivergence: divergence,
  hinge: margins(hinge, margin => Math.max(0, 1 - margin)),
  squaredHinge: margins(squaredHinge, margin => Math.max(0, 1 - margin) ** 2),
  categoricalHinge: classHinge,
  perceptron: margins(perceptron, margin => Math.max(0, -margin)),
};
