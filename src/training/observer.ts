import type { Figure } from '../metrics/metric.ts';

/** What a run tells while it trains. */
export interface Observer {
  started?(run: RunStart): void | Promise<void>;
  /** After each step. Called synchronously inside the loop: keep it short. */
  stepped?(step: StepReport): void;
  epochEnded?(epoch: EpochReport): void | Promise<void>;
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

export interface RunEnd {
  readonly reason: 'finished' | 'stopped early' | 'interrupted' | 'not finite' | 'broken data';
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly best: { readonly epoch: number; readonly monitor: string; readonly value: number } | undefined;
  readonly test: Figures | undefined;
  readonly folder: string | undefined;
}
