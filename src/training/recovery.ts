import type { HostArray } from '../tensor/dtype.ts';
import type { CompiledStep } from './compiledStep.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { CompilerParts } from './stepCompiler.ts';

/** State by name, as a session hands it out. */
export type State = Readonly<Record<string, HostArray>>;

/** Steps that ran one after the other on batches of one size. */
export interface Stretch {
  /** The number of its first step, from 0. */
  readonly step: number;
  readonly batchSize: number;
  /** Gives a function that writes the batch of the stretch's step `offset` into the frame again. */
  readonly refill: (compiled: CompiledStep) => (offset: number) => void;
}

/** The last good state, the number of steps whose result it is, and what was done since. */
export interface Kept {
  readonly good: State;
  readonly goodSteps: number;
  readonly taken: readonly Stretch[];
}

/** A copy of the state is made for so many steps at least, which share its price. */
const stepsBetweenCopies = 64;

/**
 * Keeps the last good state and what was done since, so that a NaN or an infinity loses nothing: the steps are replayed in an interpreter that
 * looks at every value and names the first operation that gave one.
 */
export class Recovery {
  private readonly parts: CompilerParts;
  private good: State = {};
  private goodSteps = 0;
  private taken: Stretch[] = [];

  constructor(parts: CompilerParts) {
    this.parts = parts;
  }

  /** Copies the state where the last copy is old enough, and notes the steps that come. `steps` is the number of steps taken so far. */
  async keep(stretch: Stretch): Promise<void> {
    if (this.taken.length === 0 || stretch.step - this.goodSteps >= stepsBetweenCopies) {
      this.good = await this.parts.session.read();
      this.goodSteps = stretch.step;
      this.taken = [];
    }
    this.taken.push(stretch);
  }

  /** Forgets what was done: the state was changed from outside. */
  forget(): void {
    this.taken = [];
  }

  /** Replays what was done since the last good state, up to step `last`. Gives the error that names the place, and the state before it. */
  async diagnose(last: number): Promise<Diagnosis> {
    const { diagnose } = await import('./diagnosis.ts');
    const { good, goodSteps, taken } = this;
    return diagnose(this.parts, { good, goodSteps, taken }, last);
  }
}
