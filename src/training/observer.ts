import type { Figure } from '../metrics/metric.ts';
import type { WatchedGradients } from './watchedGradients.ts';

/** What a run tells while it trains. */
export interface Observer {
  started?(run: RunStart): void | Promise<void>;
  /** After each step. Called synchronously inside the loop: keep it short. */
  stepped?(step: StepReport): void;
  /** Before the step whose batch was looked at, where `training.watchGradients` asks for it. */
  gradientsWatched?(gradients: WatchedGradients): void | Promise<void>;
  epochEnded?(epoch: EpochReport): void | Promise<void>;
  /** After each of several trainings from different seeds, where `training.restarts` asks for them. */
  restartEnded?(restart: RestartReport): void | Promise<void>;
  finished?(run: RunEnd): void | Promise<void>;
}

export interface RunStart {
  readonly name: string;
  readonly backend: string;
  /** What the backend runs on and why it was chosen, where it says so. */
  readonly about: string | undefined;
  readonly gradients: string;
  readonly parameters: number;
  /** Samples and steps of an epoch, infinite where only the end of a stream ends it. */
  readonly samples: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  /** Trainings from different seeds, each with steps and epochs counted from 1; undefined where it is one. */
  readonly restarts?: number | undefined;
  readonly folder: string | undefined;
}

export interface StepReport {
  /** The number of the step from 1, over the whole run. */
  readonly step: number;
  readonly epoch: number;
  /** The step's place in its epoch, from 1. */
  readonly stepInEpoch: number;
  readonly stepsPerEpoch: number;
  readonly loss: number;
  readonly penalty: number;
  readonly samplesPerSecond: number;
  /** The rate of the step's update; undefined where the optimizer has none. */
  readonly learningRate?: number | undefined;
}

export interface EpochReport {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  /** Mean over the epoch of the training loss, penalties included, and its metrics. */
  readonly training: Figures;
  readonly validation: Figures | undefined;
  readonly seconds: number;
}

/** `loss` and the metrics by name. */
export interface Figures {
  readonly loss: number;
  readonly [metric: string]: Figure;
}

/** One of several trainings from different seeds. */
export interface RestartReport {
  /** From 1. */
  readonly restart: number;
  readonly restarts: number;
  readonly seed: number;
  readonly monitor: string;
  /** The monitored figure of the weights that it ended with; NaN where it failed or was cut. */
  readonly value: number;
  readonly reason: RunEnd['reason'];
  readonly steps: number;
  readonly seconds: number;
}

/** What became of several trainings from different seeds. */
export interface RestartsEnd {
  /** As many as were asked for. */
  readonly count: number;
  readonly monitor: string;
  /** The number of the one that is kept; undefined where none has a figure. */
  readonly best: number | undefined;
  readonly all: readonly RestartReport[];
}

export interface RunEnd {
  readonly reason: 'finished' | 'stopped early' | 'interrupted' | 'not finite' | 'broken data' | 'failed';
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly best: { readonly epoch: number; readonly monitor: string; readonly value: number } | undefined;
  readonly test: Figures | undefined;
  /** The last look at gradients, where `training.watchGradients` asks for them. */
  readonly gradients?: WatchedGradients | undefined;
  /** Where `training.restarts` asks for them; the rest of the report is of the best. */
  readonly restarts?: RestartsEnd | undefined;
  readonly folder: string | undefined;
}
