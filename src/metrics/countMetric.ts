import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import { decisionMetric } from './decisionMetric.ts';
import { decisionOptions } from './decisions.ts';
import type { DecisionOptions } from './decisions.ts';
import type { Metric } from './metric.ts';
import type { Outcome } from './outcomes.ts';

/** Options of a count of outcomes. */
export const countOptions = {
  ...decisionOptions,
  /** Gives a list, one count a class, in place of the count over all. */
  perClass: withDefault(z.boolean(), false),
};

interface CountOptions extends DecisionOptions {
  readonly perClass: boolean;
}

/** How often one outcome came, each decision counted by the weight of its sample. */
export function countMetric({ perClass, ...options }: CountOptions, outcome: Outcome): Metric {
  return decisionMetric({ ...options, average: perClass ? 'none' : 'micro' }, [outcome], outcomes => outcomes[outcome], outcome.startsWith('true') ? 'higher' : 'lower');
}
