import type { Figure, Metric } from '../metrics/metric.ts';
import type { HostTensor } from './hostTensor.ts';

/** A metric's figure of its sums over all batches. */
export function figureOf(metric: Metric, sums: Readonly<Record<string, HostTensor>>): Figure {
  const entries = Object.entries(sums);
  const scalars = entries.filter(([, { shape }]) => shape.length === 0).map(([name, { values }]) => [name, values[0] ?? 0] as const);
  const tables = entries.filter(([, { shape }]) => shape.length > 0);
  return metric.result(Object.fromEntries(scalars), Object.fromEntries(tables));
}
