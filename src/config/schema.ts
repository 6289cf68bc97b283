import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import type { Backend } from '../backends/backend.ts';
import type { MetricInput, ReferenceInput } from '../components/definition.ts';
import { monitorNames } from '../components/monitor.ts';
import { issueOf } from '../components/problemIssue.ts';
import { suggestNames } from '../errors.ts';
import type { Metric } from '../metrics/metric.ts';
import { componentSchema } from '../plugins/componentSchema.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { observingSchedules } from '../plugins/observingSchedules.ts';
import { InvalidConfigError } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import type { Registry } from '../plugins/registry.ts';
import { parseProblems, valuesOf } from '../plugins/zodProblems.ts';
import { dataSchema } from './dataSchema.ts';
import { defaultBackend } from './defaultBackend.ts';
import { lossSchema } from './lossSchema.ts';
import { trainingSchema } from './trainingSchema.ts';

/** A backend that is checked, and loaded when it is asked for. */
export interface BackendChoice {
  create(): Backend | Promise<Backend>;
}

const shapeSchema = z.union([
  z.pipe(z.array(z.int().check(z.positive())), z.transform(shape => ({ shape, dtype: 'float' as const }))),
  z.strictObject({
    /** The extents, without the batch. */
    shape: z.array(z.int().check(z.positive())),
    /** Whole numbers, or floats. */
    dtype: withDefault(z.enum(['float', 'int32']), 'float'),
  }),
]);
const shapesSchema = z.strictObject({
  /** One for each input of the model. */
  inputs: z.array(shapeSchema).check(z.minLength(1)),
  /** One for each output that has a loss. */
  targets: z.array(shapeSchema),
});

/** The schema of a run: the same for a file and for code. */
export function runSchema(registry: Registry) {
  const { schemas } = registry;
  return z.strictObject({
    /** Names the run and its folder. */
    name: withDefault(z.string().check(z.regex(/^[^./\\:*?"<>|\s][^/\\:*?"<>|\s]*$/u, 'not a name for a folder')), 'run'),
    /** Where the steps run. */
    backend: z.prefault(backendSchema(registry), defaultBackend),
    /** By hand, or by tf.js's automatic differentiation. */
    gradients: withDefault(z.enum(['backprop', 'autodiff']), 'backprop'),
    /** The layers: one, or a list of layers one after the other. */
    model: schemas.layer(),
    /** One, or a list with an entry for each output of the model: a loss, or at the end null for an output without one. */
    loss: lossSchema(registry),
    /** How gradients become updates. */
    optimizer: schemas.optimizer(),
    /** Left out where batches are given in code. */
    data: z.optional(dataSchema(registry)),
    /** Figures of the model's first output. */
    metrics: z.prefault(metricsSchema(registry), []),
    /** How long, and in what portions, the run trains. */
    training: z.prefault(trainingSchema, {}),
    /** Keys all that is random. */
    seed: withDefault(z.int().check(z.gte(0)), 0),
    /** Files of plugins, relative to the config; in code, plugins themselves. */
    plugins: withDefault(z.readonly(z.array(z.custom<string | Plugin>(isPlugin, 'neither the path of a plugin nor a plugin'))), []),
    /** What relative paths start from: relative to the config file, or in code to the working directory. */
    folder: withDefault(z.string().check(z.minLength(1)), '.'),
    /** The folder in which each run makes its own. The command line's default is `runs`; in code nothing is written without it. */
    output: z.optional(z.string().check(z.minLength(1))),
    /** Who is told how training goes. */
    observers: withDefault(z.readonly(z.array(schemas.observer())), []),
    /** Shapes of one sample, where there are no data to read them off. */
    shapes: z.optional(shapesSchema),
  }).check(z.superRefine((settings, context) => {
    const { earlyStopping, restarts } = settings.training;
    const problems = Object.entries({ earlyStopping, restarts }).map(([key, following]) => monitorProblem(settings, following?.monitor, ['training', key, 'monitor']));
    for (const problem of problems) if (problem !== undefined) context.issues.push(issueOf(problem));
  }));
}

/** A run as it is written: what a config file holds and what `createRun` takes. */
export type RunConfig = z.input<ReturnType<typeof runSchema>>;
/** A run as it was understood: components made, defaults filled in. */
export type RunSettings = z.output<ReturnType<typeof runSchema>>;

/** Checks a run's config and makes its components. Throws an InvalidConfigError that lists every problem with the path of its key. */
export function parseRun(registry: Registry, config: unknown): RunSettings {
  const [settings] = valuesOf(parseProblems(runSchema(registry), config));
  const problems = observingSchedules(Object(config), registry).flatMap(({ path, schedule }) => monitorProblem(settings, schedule.monitor, [...path, 'monitor']) ?? []);
  if (problems.length > 0) throw InvalidConfigError.of(problems);
  return settings;
}

/** Checks a backend and its options. */
export function backendSchema(registry: Registry): z.ZodMiniType<BackendChoice, ReferenceInput<'backend'>> {
  return componentSchema<BackendChoice, ReferenceInput<'backend'>>(input => {
    registry.check('backend', input);
    return { create: () => registry.create('backend', input) };
  });
}

function metricsSchema(registry: Registry): z.ZodMiniType<Readonly<Record<string, Metric>>, readonly MetricInput[]> {
  return componentSchema<Readonly<Record<string, Metric>>, readonly MetricInput[]>(input => {
    const [metrics] = valuesOf(parseProblems(z.array(registry.schemas.metric()), input));
    const names = metrics.map(registry.nameOf);
    const repeated = names.findIndex((name, index) => names.indexOf(name) !== index);
    if (repeated >= 0) throw InvalidConfigError.of([{ path: [repeated], problem: `the metric ${names[repeated] ?? ''} is listed twice`, expected: 'each figure once', next: 'give one of them a `name`' }]);
    return Object.fromEntries(metrics.map((metric, index) => [names[index] ?? '', metric]));
  });
}

function monitorProblem({ metrics }: Pick<RunSettings, 'metrics'>, monitor: string | undefined, path: Problem['path']): Problem | undefined {
  const known = monitorNames(Object.keys(metrics), true);
  if (monitor === undefined || known.includes(monitor)) return undefined;
  return { path, problem: 'no such figure', got: JSON.stringify(monitor), expected: `one of ${known.join(', ')}`, ...suggestNames(monitor, known) };
}

function isPlugin(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && ('contributes' in value || 'load' in value));
}
