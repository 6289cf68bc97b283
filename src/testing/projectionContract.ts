import type { Backend } from '../backends/backend.ts';
import type { ReferenceInput } from '../components/definition.ts';
import type { Model } from '../model/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { RandomStream } from '../random/randomStream.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { recordUpdate } from '../training/recordStep.ts';
import { expectClose } from '../verification/closeTo.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import { defaultBackends, oracle } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';
import type { ContractOptions } from './contractOptions.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { parameterModel } from './parameterModel.ts';
import { runUpdates } from './updates.ts';

/** What is checked of a projection, and how. */
export interface ProjectionContractOptions extends Omit<ContractOptions, 'batchSize'> {
  readonly projection: ReferenceInput<'projection'>;
  /** The parameter's shape, [3, 2] if left out. */
  readonly parameter?: Shape;
  /** Whether values, row-major, keep to the constraint. */
  readonly holds?: (values: readonly number[], shape: Shape) => boolean;
  /** The projection of values in plain JavaScript. */
  readonly reference?: (values: readonly number[], shape: Shape) => readonly number[];
}

/**
 * What every projection keeps to, in the update graph: the parameter's shape stays; what is projected keeps to the constraint, and is given back when it is projected again; a NaN
 * stays one; the new values agree between backends, and with `reference` where it is given.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { nonNegative } from 'chainrule';
 * import { projectionContract, registerChecks } from 'chainrule/testing';
 *
 * registerChecks('nonNegative', projectionContract({ projection: nonNegative(), holds: values => values.every(w => w >= 0) }), { describe, it });
 * ```
 */
export function projectionContract(options: ProjectionContractOptions): readonly Check[] {
  const { backends = defaultBackends, holds, reference } = options;
  return checksOrFailure('the projection is made and keeps the shape', () => {
    const subject = subjectOf(options);
    const { graph } = recordUpdate(subject.model, descent);
    return [
      { name: 'what is projected stays as it is', run: () => checkTwice(subject) },
      { name: 'a NaN stays one', run: () => checkNaN(subject) },
      ...(holds === undefined ? [] : [{ name: 'new values keep to the constraint', run: () => checkConstraint(subject, holds) }]),
      ...(reference === undefined ? [] : [{ name: 'new values are those of the reference', run: () => checkReference(subject, reference) }]),
      ...backends.map(({ name, backend, missing }): Check => ({
        name: `new values on ${name} are those of the float64 oracle`, skip: missing ?? backend?.gaps(graph)[0]?.reason, run: () => checkBackend(subject, backend ?? oracle()),
      })),
    ];
  });
}

/** w ← w − g. */
const descent: Optimizer = { update: (_, updates) => ({ updates }) };

interface Subject {
  readonly label: string;
  readonly model: Model;
  readonly shape: Shape;
  readonly start: Float64Array;
  readonly gradients: readonly Float64Array[];
}

function subjectOf({ projection, parameter = [3, 2], plugins = [], label, seed = 7 }: ProjectionContractOptions): Subject {
  const random = new RandomStream(seed, 'projection contract');
  const draw = () => Float64Array.from({ length: sizeOf(parameter) }, () => Math.fround(2 * random.normal()));
  const name = label ?? (typeof projection === 'string' ? projection : projection.use);
  return {
    label: `${name} of ${formatShape(parameter)}`, shape: parameter, start: draw(), gradients: [draw(), draw(), draw()],
    model: parameterModel({ w: { shape: parameter, projection: createRegistry(plugins).create('projection', projection) } }),
  };
}

/** The parameter after each step. */
async function run({ model, start, gradients }: Subject, backend: Backend): Promise<readonly Float64Array[]> {
  const updates = await runUpdates(backend, { optimizer: descent, model, parameters: { w: start }, gradients: gradients.map(w => ({ w })) });
  return updates.map(state => state['parameters/w'] ?? new Float64Array());
}

async function checkTwice(subject: Subject): Promise<void> {
  const zeros = subject.start.map(() => 0);
  const [once = [], twice = []] = await run({ ...subject, gradients: [...subject.gradients.slice(0, 1), zeros] }, oracle());
  expectClose(twice, once, tolerances.float64, `${subject.label}, projected again`);
}

async function checkNaN(subject: Subject): Promise<void> {
  const [broken] = await run({ ...subject, gradients: [subject.start.map((_, index) => (index === 0 ? Number.NaN : 1))] }, oracle());
  if (!Number.isNaN(broken?.[0])) throw new Error(`${subject.label}: a NaN is projected to ${broken?.[0]}`);
}

async function checkConstraint(subject: Subject, holds: NonNullable<ProjectionContractOptions['holds']>): Promise<void> {
  for (const [step, values] of (await run(subject, oracle())).entries()) {
    if (!holds([...values], subject.shape)) throw new Error(`${subject.label}: the values after step ${step} break the constraint: ${values.join(', ')}`);
  }
}

async function checkReference(subject: Subject, reference: NonNullable<ProjectionContractOptions['reference']>): Promise<void> {
  let current: readonly number[] = [...subject.start];
  for (const [step, values] of (await run(subject, oracle())).entries()) {
    current = reference(current.map((w, index) => w - (subject.gradients[step]?.[index] ?? 0)), subject.shape);
    expectClose(values, current, tolerances.float64, `${subject.label}: the values after step ${step} against the reference`);
  }
}

async function checkBackend(subject: Subject, backend: Backend): Promise<void> {
  const expected = await run(subject, oracle());
  for (const [step, values] of (await run(subject, backend)).entries()) {
    expectClose(values, expected[step] ?? [], tolerances.float32, `${subject.label}: the values after step ${step} on ${backend.name}`);
  }
}
