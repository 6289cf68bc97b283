import * as z from 'zod/mini';
import { withDefault } from './withDefault.ts';
import { ConfigError } from '../errors.ts';
import type { Better, Figure, Metric } from '../metrics/metric.ts';

/** The figures of an epoch: the loss and the metrics by name. */
export interface MonitoredFigures {
  readonly training: Readonly<Record<string, Figure>>;
  readonly validation: Readonly<Record<string, Figure>> | undefined;
}

/** Options of what follows a figure from epoch to epoch. */
export const monitorShape = {
  /** `validation.loss`, `validation.accuracy`, `training.loss` …. */
  monitor: withDefault(z.string(), 'validation.loss'),
  /** Whether smaller or larger figures are better; `auto`: as the metric says, smaller ones for a loss. */
  mode: withDefault(z.enum(['auto', 'min', 'max']), 'auto'),
};

/** What to follow, and which of two figures is the better one. */
export interface Following {
  readonly monitor: string;
  /** `auto` where it is left out. */
  readonly mode?: 'auto' | 'min' | 'max' | undefined;
}

/** The monitored figure of an epoch. That it exists is checked before training. Throws a ConfigError for a figure that is a list: there is no better or worse between lists. */
export function monitoredFigure({ monitor }: Following, figures: MonitoredFigures): number {
  const [part, name] = monitor.split('.');
  const value = part === 'training' || part === 'validation' ? figures[part]?.[name ?? ''] : undefined;
  if (value === undefined) throw new Error(`there is no figure ${monitor} to follow`);
  if (typeof value === 'number') return value;
  throw new ConfigError('the monitored figure is a list, not a number', {
    where: monitor, got: `a list of ${value.length}`, expected: 'a figure that is one number', next: 'average it over classes, or monitor another figure',
  });
}

/** Which of two figures is the better one: as `mode` says, else as the loss and the metrics do. Throws a ConfigError where none of them does. */
export function betterOf({ monitor, mode = 'auto' }: Following, metrics: Readonly<Record<string, Pick<Metric, 'better'>>>): Better {
  if (mode !== 'auto') return mode === 'max' ? 'higher' : 'lower';
  const [, name = ''] = monitor.split('.');
  const better = name === 'loss' ? 'lower' : metrics[name]?.better;
  if (better !== undefined) return better;
  throw new ConfigError('the metric does not say whether higher or lower figures are better', { where: monitor, got: 'mode: auto', expected: 'a mode', next: 'say mode: min or mode: max' });
}

/** Whether a figure is better than the best so far by more than the least change; the first is, unless it is not finite. */
export function improves(value: number, best: number | undefined, better: Better, minDelta = 0): boolean {
  const sign = better === 'higher' ? -1 : 1;
  return Number.isFinite(value) && (best === undefined || sign * value < sign * best - minDelta);
}

/** The figures that a run has, by the names that they are monitored under. */
export function monitorNames(metrics: readonly string[], validates: boolean): readonly string[] {
  return (validates ? ['validation', 'training'] : ['training']).flatMap(part => ['loss', ...metrics].map(figure => `${part}.${figure}`));
}
