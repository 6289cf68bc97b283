import type { Tensor, Tensors } from '../tensor/tensor.ts';
import type { Decisions } from './decisions.ts';
import type { Tables } from './metric.ts';

/** How often yes and no were right and wrong, in sums of sample weights. */
export interface Outcomes {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

export type Outcome = keyof Outcomes;

/**
 * Records outcomes of decisions d for targets t, both 0 or 1, each as a sum [thresholds, classes].
 *
 *     truePositives = Σ w·t·d    falsePositives = Σ w·(1 − t)·d    trueNegatives = Σ w·(1 − t)·(1 − d)    falseNegatives = Σ w·t·(1 − d)
 */
export function recordOutcomes({ decided, targets, weights }: Decisions, wanted: readonly Outcome[]): Tensors {
  const yes = targets.mul(weights);
  const no = weights.sub(yes);
  return Object.fromEntries(wanted.map(outcome => {
    const actual = outcome === 'truePositives' || outcome === 'falseNegatives' ? yes : no;
    return [outcome, stacked(decided.map(own => actual.mul(outcome.endsWith('Positives') ? own : own.negate().add(1)).sum(0, true)))];
  }));
}

function stacked(rows: readonly Tensor[]): Tensor {
  return rows.reduce((above, row) => above.concat([row], 0));
}

/** The recorded outcomes of each class, for each threshold; those that were not wanted are 0. */
export function readOutcomes(tables: Tables): readonly (readonly Outcomes[])[] {
  const [thresholds = 0, classes = 0] = Object.values(tables)[0]?.shape ?? [];
  return Array.from({ length: thresholds }, (_, threshold) => Array.from({ length: classes }, (_, own) => (
    outcomesOf(outcome => tables[outcome]?.values[threshold * classes + own] ?? 0))));
}

/** The outcomes of several classes taken as one. */
export function pooled(classes: readonly Outcomes[]): Outcomes {
  return outcomesOf(outcome => classes.reduce((sum, own) => sum + own[outcome], 0));
}

/** How much of a class there is: the weight of its positive targets. */
export function supportOf({ truePositives, falseNegatives }: Outcomes): number {
  return truePositives + falseNegatives;
}

function outcomesOf(valueOf: (outcome: Outcome) => number): Outcomes {
  return {
    truePositives: valueOf('truePositives'), falsePositives: valueOf('falsePositives'),
    trueNegatives: valueOf('trueNegatives'), falseNegatives: valueOf('falseNegatives'),
  };
}
