import { withDefault } from '../components/withDefault.ts';
import { averaged, averageOption } from './average.ts';
import type { Average } from './average.ts';
import { decide, decisionOptions } from './decisions.ts';
import type { DecisionOptions } from './decisions.ts';
import type { Better, Metric } from './metric.ts';
import { pooled, readOutcomes, recordOutcomes, supportOf } from './outcomes.ts';
import type { Outcome, Outcomes } from './outcomes.ts';
import { classRowsRange } from './rows.ts';

/** Options of a figure of decisions that is averaged over classes. */
export const averagedOptions = { ...decisionOptions, average: withDefault(averageOption, 'micro') };

interface Averaging extends DecisionOptions {
  readonly average: Average;
}

/** A metric that is a function of the outcomes of decisions, averaged over classes: one figure, or with several thresholds a list. `wanted` are those that it reads. */
export function decisionMetric({ average, ...options }: Averaging, wanted: readonly Outcome[], figureOf: (outcomes: Outcomes) => number, better: Better = 'higher'): Metric {
  return {
    better,
    targetRange: classRowsRange,
    record: (prediction, target, weights, context) => recordOutcomes(decide(options, prediction, target, weights, context), wanted),
    result(_, tables) {
      const figures = readOutcomes(tables).map(classes => {
        const own = average === 'micro' ? [pooled(classes)] : classes;
        return averaged(average, own.map(figureOf), own.map(supportOf));
      });
      return typeof options.threshold === 'object' ? figures : figures[0] ?? 0;
    },
  };
}
