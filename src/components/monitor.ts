import * as z from 'zod/mini';
import { withDefault } from './withDefault.ts';
import { ConfigError } from '../errors.ts';
import type { Figure } from '../metrics/metric.ts';

/** The figures of an epoch: the loss and the metrics by name. */
export interface MonitoredFigures {
  readonly training: Readonly<Record<string, Figure>>;
  readonly validation: Readonly<Record<string, Figure>> | undefined;
}

/** Options of what follows a figure from epoch to epoch. */
export const monitorShape = {
  /** `validation.loss`, `validation.accuracy`, `training.loss` …. */
  monitor: withDefault(z.string(), 'validation.loss'),
  /** Whether smaller or larger figures are better; `auto` takes `max` for accuracies and the like, else `min`. */
  mode: withDefault(z.enum(['auto', 'min', 'max']), 'auto'),
};

/** What to follow, and what counts as better. */
export interface MonitorOptions {
  readonly monitor: string;
  readonly mode: 'auto' | 'min' | 'max';
  /** The least change that counts as an improvement. */
  readonly minDelta: number;
}

/** The monitored figure of an epoch. That it exists is checked before training. Throws a ConfigError for a figure that is a list: there is no better or worse between lists. */
export function monitoredFigure({ monitor }: Pick<MonitorOptions, 'monitor'>, figures: MonitoredFigures): number {
  const [part, name] = monitor.split('.');
  const value = part === 'training' || part === 'validation' ? figures[part]?.[name ?? ''] : undefined;
  if (value === undefined) throw new Error(`there is no figure ${monitor} to follow`);
  if (typeof value === 'number') return value;
  throw new ConfigError('the monitored figure is a list, not a number', {
    where: monitor, got: `a list of ${value.length}`, expected: 'a figure that is one number', next: 'average it over classes, or monitor another figure',
  });
}

/** Whether a figure is better than the best so far by more than the least change; the first is, unless it is not finite. */
export function improves(value: number, best: number | undefined, { monitor, mode, minDelta }: MonitorOptions): boolean {
  const max = mode === 'max' || (mode === 'auto' && /accuracy|auc|f1|fBeta|precision|recall|sensitivity|specificity|r2|true(?:posi|nega)tives/i.test(monitor));
  const sign = max ? -1 : 1;
  return Number.isFinite(value) && (best === undefined || sign * value < sign * best - minDelta);
}

/** The figures that a run has, by the names that they are monitored under. */
export function monitorNames(metrics: readonly string[], validates: boolean): readonly string[] {
  return (validates ? ['validation', 'training'] : ['training']).flatMap(part => ['loss', ...metrics].map(figure => `${part}.${figure}`));
}
