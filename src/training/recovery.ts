import type { Session } from '../backends/backend.ts';
import { firstNonFinite } from '../tensor/firstNonFinite.ts';
import { typescriptBackend } from '../backends/typescript/typescriptBackend.ts';
import { NonFiniteError } from '../errors.ts';
import { backprop } from '../gradients/backprop.ts';
import type { HostArray } from '../tensor/dtype.ts';
import type { GraphNode } from '../tensor/graph.ts';
import { CompiledStep } from './compiledStep.ts';
import { recordStep, stateEntries } from './recordStep.ts';
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

/** The step that failed and the state before it. */
export interface Diagnosis {
  readonly error: NonFiniteError;
  readonly good: State;
  /** Steps whose result is in `good`. */
  readonly steps: number;
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
    const backend = typescriptBackend();
    const { objective, optimizer } = this.parts;
    const session = backend.open(stateEntries(objective.model, optimizer));
    try {
      session.write(this.good);
      return await this.replay(session, last);
    } finally {
      session.dispose();
    }
  }

  private async replay(session: Session, last: number): Promise<Diagnosis> {
    const found: Finding[] = [];
    const report = (finding: Finding) => found.push(finding);
    const compiled = new Map<number, CompiledStep>();
    let good = this.good;
    for (const [index, { step: first, batchSize, refill }] of this.taken.entries()) {
      const checked = compiled.get(batchSize) ?? this.compile(session, batchSize, report);
      compiled.set(batchSize, checked);
      const feed = refill(checked);
      const end = this.taken[index + 1]?.step ?? last + 1;
      for (let step = first; step < end; step++) {
        found.length = 0;
        await checked.executable.run(1, () => fill(checked, step, () => feed(step - first), report), () => true);
        const after = await session.read();
        // An infinity that neither the loss nor the new state sees, as in a branch that was not selected, is no failure.
        const failed = !Number.isFinite(checked.number('loss')) || Object.values(after).some(values => firstNonFinite(values) >= 0);
        if (failed && found[0] !== undefined) return { error: asError(found[0], step), good, steps: step };
        good = after;
      }
    }
    return { error: this.unexplained(last), good: this.good, steps: this.goodSteps };
  }

  private compile(session: Session, batchSize: number, report: Report): CompiledStep {
    const { objective, optimizer, seed } = this.parts;
    const check = (node: GraphNode, _id: number, values: HostArray) => inspect(values, `the operation ${node.op}`, node.path, report);
    return new CompiledStep(session, recordStep(objective, optimizer, backprop, batchSize), batchSize, { seed, check });
  }

  private unexplained(last: number): NonFiniteError {
    return new NonFiniteError('the loss is not finite', {
      where: `step ${last + 1}`, got: `a NaN or an infinity on ${this.parts.backend.name} that a replay in float32 on typescript does not give`,
      next: 'lower the learning rate, or train on another backend',
    });
  }
}

interface Finding {
  readonly what: string;
  readonly where: string;
  readonly value: number;
  readonly place: string;
}
type Report = (finding: Finding) => void;

function fill(compiled: CompiledStep, step: number, feed: () => void, report: Report): void {
  compiled.prepare(step);
  feed();
  for (const [name, values] of Object.entries(compiled.executable.frame.feeds)) inspect(values, 'the batch', name, report);
}

function inspect(values: HostArray, what: string, where: string, report: Report): void {
  const index = firstNonFinite(values);
  if (index >= 0) report({ what, where, value: values[index] ?? Number.NaN, place: `element ${index} of ${values.length}` });
}

function asError({ what, where, value, place }: Finding, step: number): NonFiniteError {
  return new NonFiniteError(`${what} gives ${value} in step ${step + 1}`, {
    where, got: `${value} at ${place}`, next: 'lower the learning rate, clip the gradients, or look at the data of that step',
  });
}
