import fc from 'fast-check';
import type { LayerInput } from '../../../src/components/definition.ts';
import { dense } from '../../../src/layers/index.ts';
import {
  binaryCrossEntropy, binaryFocalCrossEntropy, categoricalCrossEntropy, categoricalFocalCrossEntropy, categoricalHinge, cosineSimilarity, hinge, huber, klDivergence, logCosh,
  meanAbsoluteError, meanSquaredError, perceptron, poisson, squaredHinge,
} from '../../../src/losses/index.ts';
import type { RandomStream } from '../../../src/random/randomStream.ts';
import type { Head } from './modelProblem.ts';

/** The last layer and its loss. */
export interface Ending {
  readonly last: LayerInput;
  readonly head: Head;
}

const units = fc.integer({ min: 1, max: 3 });
const classes = fc.integer({ min: 2, max: 4 });
const reduction = fc.constantFrom('mean' as const, 'batchMean' as const, 'sum' as const);
const weight = fc.constantFrom(1, 0.3);
const labelSmoothing = fc.constantFrom(0, 0.1);
const gamma = fc.constantFrom(1, 2);
const yes = (random: RandomStream) => random.below(2);
const sign = (random: RandomStream) => 2 * random.below(2) - 1;
const share = (random: RandomStream) => random.uniform();

const regression = fc.record({ units, reduction, weight, half: fc.boolean(), delta: fc.constantFrom(0.5, 1) }).chain(({ units, reduction, weight, half, delta }) => {
  const losses = [meanSquaredError({ half, reduction }), meanAbsoluteError({ reduction }), huber({ delta, reduction }), logCosh({ reduction })];
  return fc.constantFrom(...losses).map((loss): Ending => ({ last: dense({ units }), head: { loss, weight, target: [units] } }));
});
const direction = fc.record({ units: classes, reduction, weight }).map(({ units, reduction, weight }): Ending => (
  { last: dense({ units }), head: { loss: cosineSimilarity({ reduction }), weight, target: [units] } }));
const counts = fc.record({ units, reduction, weight }).map(({ units, reduction, weight }): Ending => (
  { last: dense({ units, activation: 'tanh' }), head: { loss: poisson({ fromLogRate: true, reduction }), weight, target: { shape: [units], value: random => random.below(4) } } }));
const answers = fc.record({ units, reduction, weight, labelSmoothing, gamma, fromLogits: fc.boolean(), focal: fc.boolean() }).map(({ units, weight, gamma, focal, fromLogits, ...options }): Ending => ({
  last: dense({ units, ...(!fromLogits && { activation: 'sigmoid' }) }),
  head: { loss: focal ? binaryFocalCrossEntropy({ ...options, gamma, fromLogits }) : binaryCrossEntropy({ ...options, fromLogits }), weight, target: { shape: [units], dtype: 'int32', value: yes } },
}));
const exclusive = fc.record({ classes, reduction, weight, labelSmoothing, gamma, fromLogits: fc.boolean(), focal: fc.boolean(), rows: fc.boolean() }).map(({ classes, weight, gamma, focal, rows, fromLogits, ...options }): Ending => ({
  last: dense({ units: classes, ...(!fromLogits && { activation: 'softmax' }) }),
  head: {
    loss: focal ? categoricalFocalCrossEntropy({ ...options, gamma, fromLogits }) : categoricalCrossEntropy({ ...options, fromLogits }), weight,
    target: rows ? { shape: [classes], value: share } : { shape: [], dtype: 'int32', value: random => random.below(classes) },
  },
}));
const distribution = fc.record({ classes, reduction, weight }).map(({ classes, reduction, weight }): Ending => (
  { last: dense({ units: classes }), head: { loss: klDivergence({ reduction }), weight, target: { shape: [classes], value: share } } }));
const margins = fc.record({ units, reduction, weight, loss: fc.constantFrom(hinge, squaredHinge, perceptron) }).map(({ units, reduction, weight, loss }): Ending => (
  { last: dense({ units }), head: { loss: loss({ reduction }), weight, target: { shape: [units], value: sign } } }));
const classMargins = fc.record({ classes, reduction, weight }).map(({ classes, reduction, weight }): Ending => (
  { last: dense({ units: classes }), head: { loss: categoricalHinge({ reduction }), weight, target: { shape: [], dtype: 'int32', value: random => random.below(classes) } } }));

/** A last layer with a loss that fits it. */
export const ending: fc.Arbitrary<Ending> = fc.oneof(regression, regression, direction, counts, answers, exclusive, exclusive, distribution, margins, classMargins);
