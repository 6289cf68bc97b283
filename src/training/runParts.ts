import type { Backend } from '../backends/backend.ts';
import type { DataParts, Dataset } from '../data/dataset.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { ClassWeighting } from './classWeights.ts';
import type { ModelDescription } from './modelFile.ts';
import type { Observer } from './observer.ts';
import type { PlacedSchedule } from './scheduleStates.ts';
import type { TrainingOptions } from './trainingOptions.ts';
import type { Layout } from './userBatch.ts';

/** Where a run writes to. */
export interface RunOutput {
  readonly path: string;
  write(file: string, content: string | Uint8Array): Promise<void>;
  append(file: string, line: string): Promise<void>;
}

/** What a run is made of; `createRun` puts it together from a config. */
export interface RunParts {
  readonly name: string;
  readonly backend: Backend;
  readonly engine: GradientEngine;
  readonly objective: Objective;
  readonly optimizer: Optimizer;
  readonly seed: number;
  readonly layout: Layout;
  /** Undefined where the run has no data set, only batches that it is given. */
  readonly data: DataParts | undefined;
  /** Reads a file of inputs as the data source does, standardised; undefined where it cannot. */
  readonly readInputs: ((file: string) => Promise<Dataset>) | undefined;
  readonly training: TrainingOptions;
  /** Weighs samples by their classes in training; undefined where classes have no weights. */
  readonly classWeighting: ClassWeighting | undefined;
  readonly observers: readonly Observer[];
  /** The schedules that follow figures. */
  readonly schedules: readonly PlacedSchedule[];
  readonly description: ModelDescription;
  /** The name that a component of the objective goes by. */
  readonly nameOf: (component: object) => string;
  /** The resolved config as text. */
  readonly configText: () => Promise<string>;
  /** Makes the run's folder; undefined where the run writes nothing. */
  readonly openOutput: (() => Promise<RunOutput>) | undefined;
}
