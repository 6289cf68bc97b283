/** Times stretches of steps; it knows from the last stretch how many steps fill the next. */
export class StepTimer {
  private readonly run: (count: number) => unknown;
  /** Milliseconds a step. */
  private estimate = Number.POSITIVE_INFINITY;

  constructor(run: (count: number) => unknown) {
    this.run = run;
  }

  /** Untimed steps for a while, in stretches that double, so that compilers have seen the loop. Gives the milliseconds of a step. */
  async settle(seconds: number): Promise<number> {
    const end = performance.now() + 1000 * seconds;
    let count = 1;
    do {
      await this.stretch(count);
      count = Math.max(1, Math.min(2 * count, Math.round(250 * seconds / this.estimate)));
    } while (performance.now() < end);
    return this.estimate;
  }

  /** One timed stretch of about `seconds`, after untimed steps for a tenth of that, which bring code and data back into the caches. */
  async turn(seconds: number): Promise<{ readonly milliseconds: number; readonly steps: number }> {
    const steps = Math.max(1, Math.round(1000 * seconds / this.estimate));
    const before = Math.min(Math.ceil(steps / 10), Math.round(1000 / this.estimate));
    if (before > 0) await this.run(before);
    return { milliseconds: await this.stretch(steps), steps };
  }

  private async stretch(count: number): Promise<number> {
    const start = performance.now();
    await this.run(count);
    this.estimate = (performance.now() - start) / count;
    return this.estimate;
  }
}
