import type { Backend } from '../backends/backend.ts';
import type { ReferenceInput } from '../components/definition.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { RandomStream } from '../random/randomStream.ts';
import { formatShape, sameShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Model } from '../model/model.ts';
import { recordUpdate, slotsOf } from '../training/recordStep.ts';
import { expectClose } from '../verification/closeTo.ts';
import type { Tolerance } from '../verification/closeTo.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import { defaultBackends, oracle } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';
import type { ContractOptions } from './contractOptions.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { longRun } from './longRun.ts';
import { parameterModel } from './parameterModel.ts';
import { runUpdates } from './updates.ts';
import type { Updates } from './updates.ts';

/** One parameter's update in plain JavaScript: its new values, row-major as the old ones. `state` starts empty, and keeps what the next step needs; `gradients` are those of all parameters. */
export type OptimizerReference = (parameter: readonly number[], gradient: readonly number[], step: number, state: Record<string, number[]>, shape: Shape, path: string, gradients: Readonly<Record<string, ArrayLike<number>>>) => readonly number[];

/** What is checked of an optimizer, and how. */
export interface OptimizerContractOptions extends Omit<ContractOptions, 'batchSize'> {
  readonly optimizer: ReferenceInput<'optimizer'>;
  readonly reference?: OptimizerReference;
  /** The parameters' shapes; of the ranks 0 to 2 if left out. */
  readonly parameters?: Readonly<Record<string, Shape>>;
  /** How many steps are compared, at least 5 if left out. */
  readonly steps?: number;
}

/**
 * What every optimizer keeps to: slots have their declared shapes; scalars are finite at every step up to 10⁶; the parameters and slots of some steps agree between
 * backends, and with `reference` where it is given; gradients of 0 give finite parameters.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { sgd } from 'chainrule';
 * import { optimizerContract, registerChecks } from 'chainrule/testing';
 *
 * const checks = optimizerContract({ optimizer: sgd(0.1), reference: (parameter, gradient) => parameter.map((w, i) => w - 0.1 * (gradient[i] ?? 0)) });
 * registerChecks('sgd', checks, { describe, it });
 * ```
 */
export function optimizerContract(options: OptimizerContractOptions): readonly Check[] {
  const { backends = defaultBackends, reference } = options;
  return checksOrFailure('the optimizer is made', () => {
    const subject = subjectOf(options);
    return [
      { name: 'new parameters and slots have the declared shapes', run: () => checkShapes(subject) },
      { name: 'scalars are finite at every step', run: () => checkScalars(subject) },
      { name: 'gradients of 0 give finite parameters', run: () => checkZeroGradients(subject) },
      ...(reference === undefined ? [] : [{ name: 'parameters are those of the reference', run: () => checkReference(subject, reference) }]),
      ...backends.map(({ name, backend, missing }): Check => ({ name: `parameters and slots on ${name} are those of the float64 oracle`, skip: missing ?? gapIn(subject, backend), run: () => checkBackend(subject, backend ?? oracle()) })),
    ];
  });
}

interface Subject {
  readonly label: string;
  readonly optimizer: Optimizer;
  readonly model: Model;
  readonly parameters: Readonly<Record<string, Float64Array>>;
  /** The gradients of each step. */
  readonly gradients: readonly Readonly<Record<string, Float64Array>>[];
}

function subjectOf({ optimizer, parameters = { scale: [], bias: [3], kernel: [2, 3] }, steps = 6, plugins = [], label, seed = 7 }: OptimizerContractOptions): Subject {
  const registry = createRegistry(plugins);
  const random = new RandomStream(seed, 'optimizer contract');
  const draw = () => Object.fromEntries(Object.entries(parameters).map(([name, shape]) => [name, Float64Array.from({ length: sizeOf(shape) }, () => Math.fround(random.normal()))]));
  return {
    label: label ?? (typeof optimizer === 'string' ? optimizer : optimizer.use),
    optimizer: registry.create('optimizer', optimizer),
    model: parameterModel(mapValues(parameters, shape => ({ shape }))),
    parameters: draw(), gradients: Array.from({ length: steps }, draw),
  };
}

function gapIn({ model, optimizer }: Subject, backend: Backend | undefined): string | undefined {
  return backend?.gaps(recordUpdate(model, optimizer).graph)[0]?.reason;
}

function checkShapes({ label, model, optimizer }: Subject): void {
  const { graph } = recordUpdate(model, optimizer);
  const declared = model.parameters.flatMap(parameter => [{ name: `parameters/${parameter.path}`, shape: parameter.shape }, ...slotsOf(optimizer, parameter)]);
  for (const { name, shape } of declared) {
    const recorded = graph.nodes[graph.assignments[name] ?? -1]?.shape;
    if (recorded === undefined) throw new Error(`${label}: ${name} gets no new value`);
    if (!sameShape(recorded, shape)) throw new Error(`${label}: the new value of ${name} has shape ${formatShape(recorded)}, declared ${formatShape(shape)}`);
  }
  const unknown = Object.keys(graph.assignments).find(name => declared.every(own => own.name !== name));
  if (unknown !== undefined) throw new Error(`${label}: ${unknown} gets a new value, but no such slot is declared`);
}

function checkScalars({ label, optimizer }: Subject): void {
  for (const [name, scalar] of Object.entries(optimizer.scalars ?? {})) {
    for (const step of longRun) {
      const value = scalar.at(step);
      if (!Number.isFinite(value)) throw new Error(`${label}: the scalar ${name} at step ${step} is ${value}`);
    }
  }
}

async function checkZeroGradients(subject: Subject): Promise<void> {
  const zeros = subject.gradients.map(step => Object.fromEntries(Object.entries(step).map(([name, values]) => [name, values.map(() => 0)])));
  expectFinite(`${subject.label} with gradients of 0`, await runUpdates(oracle(), { ...subject, gradients: zeros }));
}

async function checkBackend(subject: Subject, backend: Backend): Promise<void> {
  const expected = await runUpdates(oracle(), subject);
  expectFinite(subject.label, expected);
  expectSame(await runUpdates(backend, subject), expected, tolerances.float32, (name, step) => `${subject.label}: ${name} after step ${step} on ${backend.name}`);
}

async function checkReference(subject: Subject, reference: OptimizerReference): Promise<void> {
  const states = new Map<string, Record<string, number[]>>(Object.keys(subject.parameters).map(name => [name, {}]));
  let current: Readonly<Record<string, readonly number[]>> = mapValues(subject.parameters, values => [...values]);
  const expected = subject.gradients.map((gradients, step) => {
    current = mapValues(current, (values, name) => reference(values, [...gradients[name] ?? []], step, states.get(name) ?? {}, shapeOf(subject, name), name, gradients));
    return Object.fromEntries(Object.entries(current).map(([name, values]) => [`parameters/${name}`, values]));
  });
  expectSame(await runUpdates(oracle(), subject), expected, tolerances.float64, (name, step) => `${subject.label}: ${name} after step ${step} against the reference`);
}

function shapeOf({ model }: Subject, path: string): Shape {
  return model.parameters.find(parameter => parameter.path === path)?.shape ?? [];
}

function expectSame(actual: Updates, expected: readonly Readonly<Record<string, ArrayLike<number>>>[], tolerance: Tolerance, label: (name: string, step: number) => string): void {
  for (const [step, state] of expected.entries()) {
    for (const [name, values] of Object.entries(state)) expectClose(actual[step]?.[name] ?? [], values, tolerance, label(name, step));
  }
}

function expectFinite(label: string, updates: Updates): void {
  for (const [step, state] of updates.entries()) {
    for (const [name, values] of Object.entries(state)) {
      const index = values.findIndex(value => !Number.isFinite(value));
      if (index >= 0) throw new Error(`${label}: ${name} after step ${step}: element ${index} is ${values[index]}`);
    }
  }
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, map: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
