import type { Backend } from '../backends/backend.ts';
import type { DataSource } from '../data/dataset.ts';
import type { Initializer } from '../initializers/initializer.ts';
import type { Layer } from '../layers/layer.ts';
import type { Loss } from '../losses/loss.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Projection } from '../projections/projection.ts';
import type { Regularizer } from '../regularizers/regularizer.ts';
import type { Schedule } from '../schedules/schedule.ts';
import type { Observer } from '../training/observer.ts';

/** The kinds of pluggable parts, each with its interface. */
export interface ComponentTypes {
  readonly layer: Layer;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly regularizer: Regularizer;
  readonly projection: Projection;
  readonly initializer: Initializer;
  readonly schedule: Schedule;
  readonly metric: Metric;
  readonly dataSource: DataSource;
  readonly observer: Observer;
  readonly backend: Backend | Promise<Backend>;
}

export type Kind = keyof ComponentTypes;

/** Every kind, with the word that messages use for it. */
export const kindWords: Readonly<Record<Kind, string>> = {
  layer: 'layer',
  loss: 'loss',
  optimizer: 'optimizer',
  regularizer: 'regularizer',
  projection: 'projection',
  initializer: 'initializer',
  schedule: 'schedule',
  metric: 'metric',
  dataSource: 'data source',
  observer: 'observer',
  backend: 'backend',
};
