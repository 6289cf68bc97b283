import type { MonitoredFigures } from '../components/monitor.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';

/** A number as a function of the step, computed on the host in float64: a rate, λ, momentum or a dropout rate. Step 0 is the first update. */
export type Schedule = StepScalar | ObservingSchedule;

/**
 * A schedule that follows a figure of the training. A run hands it the figures of each epoch and keeps its state in the model file; between two epochs
 * `at` is a function of the step alone.
 */
export interface ObservingSchedule extends StepScalar {
  /** The figure that it follows, `validation.loss` for example: a run without it is refused. */
  readonly monitor: string;
  observe(figures: MonitoredFigures): void;
  /** What it has gathered, as plain data that JSON can hold. */
  state(): unknown;
  /** Takes up a state that `state` gave. Throws a ConfigError for anything else. */
  restore(state: unknown): void;
}

/** True for a schedule that follows a figure. */
export function isObserving(schedule: Schedule): schedule is ObservingSchedule {
  return 'observe' in schedule;
}
