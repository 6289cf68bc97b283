import type { Session } from '../backends/backend.ts';
import { typescriptBackend } from '../backends/typescript/typescriptBackend.ts';
import { NonFiniteError } from '../errors.ts';
import { backprop } from '../gradients/backprop.ts';
import type { HostArray } from '../tensor/dtype.ts';
import { firstNonFinite } from '../tensor/firstNonFinite.ts';
import type { GraphNode } from '../tensor/graph.ts';
import type { Operation } from '../tensor/operations.ts';
import { CompiledStep } from './compiledStep.ts';
import { rangeError } from './computedRanges.ts';
import { recordStep, stateEntries } from './recordStep.ts';
import type { Kept, State } from './recovery.ts';
import type { CompilerParts } from './stepCompiler.ts';

/** The step that failed and the state before it. */
export interface Diagnosis {
  readonly error: NonFiniteError;
  readonly good: State;
  /** Steps whose result is in `good`. */
  readonly steps: number;
}

/** Replays what was done since the last good state, up to step `last`, in an interpreter that looks at every value. Gives the error that names the place, and the state before it. */
export async function diagnose(parts: CompilerParts, kept: Kept, last: number): Promise<Diagnosis> {
  const session = typescriptBackend().open(stateEntries(parts.objective.model, parts.optimizer));
  try {
    session.write(kept.good);
    return await replay(parts, session, kept, last);
  } finally {
    session.dispose();
  }
}

async function replay(parts: CompilerParts, session: Session, { good: first, goodSteps, taken }: Kept, last: number): Promise<Diagnosis> {
  const found: Finding[] = [];
  const report = (finding: Finding) => found.push(finding);
  const compiled = new Map<number, CompiledStep>();
  let good = first;
  for (const [index, { step: from, batchSize, refill }] of taken.entries()) {
    const checked = compiled.get(batchSize) ?? compile(parts, session, batchSize, report);
    compiled.set(batchSize, checked);
    const feed = refill(checked);
    const end = taken[index + 1]?.step ?? last + 1;
    for (let step = from; step < end; step++) {
      found.length = 0;
      await checked.executable.run(1, () => fill(checked, step, () => feed(step - from), report), () => true);
      const after = await session.read();
      // An infinity that neither the loss nor the new state sees, as in a branch that was not selected, is no failure.
      const failed = !Number.isFinite(checked.number('loss')) || Object.values(after).some(values => firstNonFinite(values) >= 0);
      if (failed && found[0] !== undefined) return { error: (found[0].op === 'gather' ? rangeError(checked) : undefined) ?? asError(found[0], step), good, steps: step };
      good = after;
    }
  }
  return { error: unexplained(parts, last), good: first, steps: goodSteps };
}

function compile({ objective, optimizer, seed }: CompilerParts, session: Session, batchSize: number, report: Report): CompiledStep {
  const check = (node: GraphNode, _id: number, values: HostArray) => inspect(values, { what: `the operation ${node.op}`, op: node.op, where: node.path }, report);
  return new CompiledStep(session, recordStep(objective, optimizer, backprop, batchSize), batchSize, { seed, check });
}

function unexplained({ backend }: CompilerParts, last: number): NonFiniteError {
  return new NonFiniteError('the loss is not finite', {
    where: `step ${last + 1}`, got: `a NaN or an infinity on ${backend.name} that a replay in float32 on typescript does not give`,
    next: 'lower the learning rate, or train on another backend',
  });
}

interface Inspected {
  readonly what: string;
  readonly where: string;
  readonly op?: Operation;
  readonly next?: string;
}

interface Finding extends Inspected {
  readonly value: number;
  readonly got: string;
}
type Report = (finding: Finding) => void;

function fill(compiled: CompiledStep, step: number, feed: () => void, report: Report): void {
  compiled.prepare(step);
  feed();
  const { feeds, scalarNames, scalars } = compiled.executable.frame;
  for (const [name, values] of Object.entries(feeds)) inspect(values, { what: 'the batch', where: name }, report);
  scalarNames.forEach((name, index) => inspectScalar(name, scalars[index] ?? 0, report));
}

function inspect(values: HostArray, inspected: Inspected, report: Report): void {
  const index = firstNonFinite(values);
  const value = values[index] ?? Number.NaN;
  if (index >= 0) report({ ...inspected, value, got: `${value} at element ${index} of ${values.length}` });
}

/** The step takes it as a float of 32 bits. */
function inspectScalar(name: string, scalar: number, report: Report): void {
  const value = Math.fround(scalar);
  if (Number.isFinite(value)) return;
  report({ what: 'the scalar', where: name, value, got: `${scalar}${Number.isFinite(scalar) ? ', which is infinite as a float of 32 bits' : ''}`, next: 'look at the option, the schedule or the function that gives it' });
}

/** What is to be done about an operation that is not finite where its operands are. */
const advice: Readonly<Partial<Record<Operation, string>>> = {
  divide: 'keep the denominator from 0: give the layer an epsilon above 0, where it has one; or lower the learning rate',
  log: 'keep the operand above 0, by adding a small number for example; or lower the learning rate',
  sqrt: 'keep the operand at 0 or above; or lower the learning rate',
  gather: 'give indices that the table has',
};

function asError({ what, where, value, got, op, next }: Finding, step: number): NonFiniteError {
  return new NonFiniteError(`${what} gives ${value} in step ${step + 1}`, {
    where: where === '' ? undefined : where, got, next: next ?? (op && advice[op]) ?? 'lower the learning rate, clip the gradients, or look at the data of that step',
  });
}
