import { median } from './statistics.ts';

/** How long untimed steps went on, and whether the time of a step had settled by then. */
export interface WarmUp {
  /** Milliseconds of a step at its end. */
  readonly milliseconds: number;
  readonly stable: boolean;
}

/** Stretches of a window; the medians of two windows, one after the other, are compared. */
const window = 4;
/** A time still falls where the median of a window is below that of the window before by more than this share. What makes it rise is no compiler. */
const falling = 0.03;

/** Times stretches of steps; it knows from the last stretch how many steps fill the next. */
export class StepTimer {
  private readonly run: (count: number) => unknown;
  /** Milliseconds a step. */
  private estimate = Number.POSITIVE_INFINITY;

  constructor(run: (count: number) => unknown) {
    this.run = run;
  }

  /**
   * Untimed steps until the time of a step is stable, so that compilers have seen the loop: first in stretches that double up to a fortieth of `most` seconds, then in such
   * stretches, until the median of four is no more than 3 % below that of the four before, or `most` seconds are over.
   */
  async warmUp(most: number): Promise<WarmUp> {
    const start = performance.now();
    const elapsed = () => (performance.now() - start) / 1000;
    for (let count = 1; count === 1 || (elapsed() < most && count * this.estimate < 25 * most); count *= 2) await this.stretch(count);
    const times: number[] = [];
    while (elapsed() < most && !isStable(times)) times.push(await this.stretch(Math.max(1, Math.round(25 * most / this.estimate))));
    if (times.length > 0) this.estimate = median(times.slice(-window));
    return { milliseconds: this.estimate, stable: isStable(times) };
  }

  /** One timed stretch of about `seconds`, after untimed steps for a tenth of that, which bring code and data back into the caches. */
  async turn(seconds: number): Promise<{ readonly milliseconds: number; readonly steps: number }> {
    const steps = Math.max(1, Math.round(1000 * seconds / this.estimate));
    const before = Math.min(Math.ceil(steps / 10), Math.round(1000 / this.estimate));
    if (before > 0) await this.run(before);
    return { milliseconds: await this.stretch(steps), steps };
  }

  /** Milliseconds a step of so many steps. */
  async stretch(count: number): Promise<number> {
    const start = performance.now();
    await this.run(count);
    this.estimate = (performance.now() - start) / count;
    return this.estimate;
  }
}

/** Whether the last stretches took no less than those before them. */
export function isStable(times: readonly number[]): boolean {
  if (times.length < 2 * window) return false;
  const [before, last] = [median(times.slice(-2 * window, -window)), median(times.slice(-window))];
  return before - last <= falling * before;
}
