import type { Following, MonitoredFigures } from '../components/monitor.ts';
import type { Better } from '../metrics/metric.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';

/** A number as a function of the step, computed on the host in float64: a rate, λ, momentum or a dropout rate. Step 0 is the first update. */
export type Schedule = StepSchedule | ObservingSchedule;

/** A value that a schedule comes to or tends to, with the path of the option that makes it so: the value of what is no option's alone has none. */
export type Bound = readonly [value: number, ...option: readonly (string | number)[]];

export interface StepSchedule extends StepScalar {
  /**
   * Values between the least and the greatest of which all of the schedule's lie, ±Infinity where it grows for ever: with them an option that takes no such value refuses the schedule
   * before the first step. Without them each value is checked when its step comes.
   */
  readonly bounds?: readonly Bound[];
}

/**
 * A schedule that follows a figure of the training. A run hands it the figures of each epoch and keeps its state in the model file; between two epochs
 * `at` is a function of the step alone.
 */
export interface ObservingSchedule extends StepSchedule, Following {
  /** The figure that it follows, `validation.loss` for example: a run without it is refused. */
  readonly monitor: string;
  /** Takes the figures of an epoch; of two monitored ones that which is `better` is known before training, from `mode` or else from the metric. */
  observe(figures: MonitoredFigures, better: Better): void;
  /** What it has gathered, as plain data that JSON can hold. */
  state(): unknown;
  /** Takes up a state that `state` gave. Throws a ConfigError for anything else. */
  restore(state: unknown): void;
}

/** True for a schedule that follows a figure. */
export function isObserving(schedule: Schedule): schedule is ObservingSchedule {
  return 'observe' in schedule;
}
