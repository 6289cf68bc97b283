import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import type { Backend } from '../backends/backend.ts';
import type { ReferenceInput } from '../components/definition.ts';
import { defaultBackend } from '../config/defaultBackend.ts';
import { backendSchema } from '../config/schema.ts';
import type { BackendChoice } from '../config/schema.ts';
import { ConfigError, NonFiniteError } from '../errors.ts';
import { buildModel } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { placedSchedules } from '../plugins/observingSchedules.ts';
import { describeValue } from '../plugins/problem.ts';
import type { Registry } from '../plugins/registry.ts';
import { parseProblems, valuesOf } from '../plugins/zodProblems.ts';
import type { RecordingContext } from '../tensor/recordingContext.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { checkedOptions, functionSchema, signalSchema } from '../training/callOptions.ts';
import { toNested } from '../training/hostTensor.ts';
import type { HostTensor, NestedNumbers } from '../training/hostTensor.ts';
import { Minimization } from '../training/minimization.ts';
import type { MinimizationEnd, MinimizationProblem, MinimizationStep } from '../training/minimization.ts';
import { recordMinimization } from '../training/recordMinimization.ts';
import type { ScalarFunction } from '../training/recordMinimization.ts';
import { requireTraining } from '../training/requireUpdates.ts';
import { tensorOf, weightValues } from '../training/weightValues.ts';
import type { GivenTensor } from '../training/weightValues.ts';
import { chosenFor } from './runServices.ts';

/** First values by name: numbers, nested arrays, or tensors { shape, values }. */
export type StartValues = Readonly<Record<string, NestedNumbers | HostTensor>>;

/** Values in the form in which their start was given. */
export type LikeStart<T> = T extends number ? number : T extends readonly (infer Inner)[] ? LikeStart<Inner>[] : HostTensor;

export interface MinimizeOptions {
  /** Updates, 1000 if left out. */
  readonly steps?: number;
  /** Ends the search where no |∂f/∂x| is larger; without it all steps are taken. */
  readonly tolerance?: number;
  /** `auto` if left out; `typescript:float64` for double precision. */
  readonly backend?: ReferenceInput<'backend'>;
  /** Called after each step, inside the loop: keep it short. `false` ends the search. */
  readonly onStep?: (step: MinimizationStep) => boolean | void;
  /** Gives the value of every step in the result. */
  readonly history?: boolean;
  readonly signal?: AbortSignal;
  /** Keys the noise that the function draws. */
  readonly seed?: number;
  readonly plugins?: readonly Plugin[];
}

/** Where a search ended. */
export interface Minimum<P extends StartValues> {
  /** f at the parameters. */
  readonly value: number;
  readonly parameters: { readonly [K in keyof P]: LikeStart<P[K]> };
  /** Updates that led to them. */
  readonly steps: number;
  readonly reason: 'finished' | 'converged' | 'stopped' | 'interrupted';
  /** f before each update. */
  readonly history?: readonly number[];
}

/** A search that met a NaN or an infinity; `last` is where the function was finite for the last time. */
export class MinimizationError<P extends StartValues = StartValues> extends NonFiniteError {
  readonly last: Omit<Minimum<P>, 'reason'>;

  constructor(last: Omit<Minimum<P>, 'reason'>) {
    super('the function is not finite', {
      where: `step ${last.steps + 1}`, got: `a NaN or an infinity${Number.isNaN(last.value) ? ' at the first values' : `, after the value ${last.value}`}`,
      next: 'lower the learning rate, clip the gradients, or start elsewhere; `last` holds the parameters before it',
    });
    this.last = last;
  }
}

const optionsSchema = z.strictObject({
  steps: withDefault(z.int().check(z.gte(0)), 1000),
  tolerance: z.optional(z.number().check(z.gte(0))),
  backend: withDefault(z.custom<ReferenceInput<'backend'>>(), defaultBackend),
  onStep: z.optional(functionSchema<NonNullable<MinimizeOptions['onStep']>>()),
  history: withDefault(z.boolean(), false),
  signal: z.optional(signalSchema()),
  seed: withDefault(z.int().check(z.gte(0)), 0),
  plugins: withDefault(z.custom<readonly Plugin[]>(Array.isArray, 'a list of plugins'), []),
});

/**
 * Minimises a differentiable function of tensors, without a data set:
 *
 *     // Rosenbrock's function, whose minimum 0 lies at x = y = 1.
 *     const { value, parameters } = await minimize(
 *       ({ x, y }) => x.negate().add(1).square().add(y.sub(x.square()).square().mul(100)),
 *       { x: -1.2, y: 1 }, adam({ learningRate: 0.05 }), { steps: 2000, backend: 'typescript:float64' },
 *     );
 *
 * `f` is recorded once: it gets a tensor a parameter, of the shape of its first values, and gives a scalar tensor; its second argument draws noise and takes
 * numbers that change from step to step. Its gradient is recorded by reverse differentiation and joined with the optimizer's update to one graph on the backend.
 * The parameters come back in the form in which they were given. Throws a MinimizationError where f is not finite, a ShapeError that f causes (an error of its own as the `cause`), and a ConfigError for a parameter that f asks for in vain, an optimizer that `steps` updates are too few for, or options out of range.
 */
export async function minimize<const P extends StartValues>(
  f: (parameters: { readonly [K in keyof P]: Tensor }, context: RecordingContext) => Tensor,
  parameters: P, optimizer: ReferenceInput<'optimizer'>, given: MinimizeOptions = {},
): Promise<Minimum<P>> {
  const options = checkedOptions(optionsSchema, given, 'minimize');
  const registry = createRegistry(options.plugins);
  requireFunction(f);
  const start = startOf(parameters);
  const { optimizer: made, backend } = understood(registry, { optimizer, backend: options.backend });
  if (options.steps > 0) requireTraining(made, { steps: options.steps });
  const problem = { optimizer: made, f: f as ScalarFunction, model: modelOf(start), start: mapValues(start, ({ values }) => values), seed: options.seed };
  const minimization = new Minimization({ ...problem, backend: await backendFor(backend, problem) });
  const history: number[] = [];
  const onStep = (step: MinimizationStep) => {
    if (options.history) history.push(step.value);
    return options.onStep?.(step);
  };
  try {
    return resultOf(await minimization.run({ ...options, onStep }), parameters, start, options.history ? history : undefined);
  } finally {
    minimization.dispose();
  }
}

function requireFunction(f: unknown): void {
  if (typeof f === 'function') return;
  throw new ConfigError('there is no function to minimise', { where: 'function', got: describeValue(f), expected: 'a function of tensors', next: 'write minimize(({ x }) => x.square(), { x: 3 }, adam())' });
}

function startOf(parameters: StartValues): Readonly<Record<string, GivenTensor>> {
  const given: unknown = parameters;
  const named = typeof given === 'object' && given !== null && !Array.isArray(given) && Object.keys(given).length > 0;
  if (!named) throw new ConfigError('there is nothing to minimise by', { where: 'parameters', got: describeValue(given), expected: 'first values by name: { x: 0 }' });
  return mapValues(parameters, startValue);
}

function startValue(given: StartValues[string], name: string): GivenTensor {
  const tensor = tensorOf(name, given);
  if (sizeOf(tensor.shape) === 0) throw new ConfigError('a parameter without numbers', { where: name, got: formatShape(tensor.shape), expected: 'at least one number' });
  return { ...tensor, values: weightValues(name, tensor.shape, given) };
}

/** The components of a search. A schedule that follows the figures of epochs would wait for them for ever. */
function understood(registry: Registry, given: { readonly optimizer: ReferenceInput<'optimizer'>; readonly backend: ReferenceInput<'backend'> }) {
  const schema = z.strictObject({ optimizer: registry.schemas.optimizer(), backend: backendSchema(registry) });
  const [made] = valuesOf(parseProblems(schema, given));
  const [following] = placedSchedules(given, registry);
  if (following !== undefined) throw new ConfigError('a schedule that follows figures of epochs, of which a search has none', { where: following.where, next: 'take a schedule of the step, cosineDecay for example' });
  return made;
}

/** A model that is nothing but parameters. */
function modelOf(start: Readonly<Record<string, GivenTensor>>): Model {
  const parameters = mapValues(start, ({ shape, values }) => ({ shape, initializer: { values: () => values } }));
  return buildModel({ build: () => ({ outputs: [], parameters }), forward: () => ({ outputs: [], backward: () => ({ inputs: [] }) }) }, [], () => '');
}

async function backendFor(backend: BackendChoice, { model, optimizer, f }: Omit<MinimizationProblem, 'backend'>): Promise<Backend> {
  return chosenFor(await backend.create(), () => recordMinimization(model, optimizer, f).graph);
}

function resultOf<P extends StartValues>(end: MinimizationEnd, given: P, start: Readonly<Record<string, GivenTensor>>, history: readonly number[] | undefined): Minimum<P> {
  const { reason, value, steps } = end;
  const parameters = mapValues(start, ({ shape }, name) => {
    const tensor = { shape, values: end.parameters[name] ?? new Float64Array() };
    return typeof given[name] === 'number' || Array.isArray(given[name]) ? toNested(tensor) : tensor;
  }) as Minimum<P>['parameters'];
  const result = { value, parameters, steps, ...(history && { history }) };
  if (reason === 'not finite') throw new MinimizationError(result);
  return { ...result, reason };
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, make: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value, name)]));
}
