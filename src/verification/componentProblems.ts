import { asBuilt, definitionOf } from '../components/builtFrom.ts';
import type { ComponentExample, ExampleInput } from '../components/definition.ts';
import { ChainruleError, ConfigError } from '../errors.ts';
import type { RandomStream } from '../random/randomStream.ts';
import { backprop } from '../gradients/backprop.ts';
import { builtInExamples } from './builtInExamples.ts';
import type { DifferentiatedKind } from './builtInExamples.ts';
import type { TestColumn } from './columns.ts';
import { createRegistry } from './createRegistry.ts';
import { recordProblem } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { layerProblem } from './layerProblem.ts';
import { lossProblem } from './lossProblem.ts';
import type { ProblemOptions } from './problemOptions.ts';
import { regularizerProblems } from './regularizerProblems.ts';

/** A component to be verified. */
export interface NamedComponent extends ProblemOptions {
  readonly kind: DifferentiatedKind;
  readonly name: string;
  /** It as it was built in code, with its options; its name alone where this is left out. */
  readonly reference?: object | undefined;
  /** In place of the examples that its definition gives. */
  readonly example?: Omit<ComponentExample, 'inputs'> & { readonly inputs?: readonly (ExampleInput | TestColumn)[] | undefined } | undefined;
}

/** Deviates enough that all pieces of an activation are met. */
const wide = (...shape: readonly number[]): TestColumn => ({ shape, value: random => 2 * random.normal() });
const classes: TestColumn = { shape: [], dtype: 'int32', value: random => random.below(3) };

/** No extent of the usual inputs, so that a factor which is the batch size can be told from others. */
const usualBatch = 5;

/** What is tried as inputs where an example names none. */
const usual: Readonly<Record<DifferentiatedKind, readonly (readonly TestColumn[])[]>> = {
  layer: [[wide(4)], [wide(3, 2)], [wide(6, 6, 2)], [wide(4), wide(4)], [wide(4), wide(4), wide(4)], [{ shape: [3], dtype: 'int32' }]],
  loss: [[wide(3), { shape: [3] }], [wide(3), classes]],
  regularizer: [[wide(4)], [wide(2, 4)]],
};

/**
 * The problems that verify a component: one for each of its examples, or for each place that a regularizer can stand in.
 * Throws a ConfigError for a name that nobody contributes, and where no usual input fits.
 */
export function componentProblems(component: NamedComponent): readonly GradientProblem[] {
  const { kind, name, reference, plugins = [], example } = component;
  const definition = (reference && definitionOf(reference)) ?? createRegistry(plugins).contributions(kind).get(name)?.definition;
  const known = definition?.examples ?? builtInExamples[kind][name] ?? [{}];
  // What was built in code has options of its own.
  const own = reference === undefined ? known : known.slice(0, 1).map(({ inputs }): ComponentExample => (inputs === undefined ? {} : { inputs }));
  return (example === undefined ? own : [example]).flatMap(each => exampleProblems(component, each));
}

function exampleProblems(component: NamedComponent, { options = {}, inputs }: NonNullable<NamedComponent['example']>): readonly GradientProblem[] {
  if (inputs !== undefined) return problemsWith(component, options, inputs.map(columnOf));
  const failures: unknown[] = [];
  for (const columns of usual[component.kind]) {
    try {
      return recordable(problemsWith(component, options, columns));
    } catch (error) {
      if (!(error instanceof ChainruleError)) throw error;
      failures.push(error);
    }
  }
  throw unfit(component, failures);
}

function problemsWith({ kind, name, reference = { use: name }, ...given }: Omit<NamedComponent, 'example'>, options: object, columns: readonly TestColumn[]): readonly GradientProblem[] {
  const common = { batchSize: usualBatch, ...given };
  const built = asBuilt({ use: name, ...reference, ...options }, reference);
  const [first = wide(4), second = { shape: first.shape }] = columns;
  if (kind === 'layer') return [layerProblem({ layer: built, inputs: columns, ...common })];
  if (kind === 'loss') return [withTargetsInRange(lossProblem({ loss: built, prediction: first, target: second, ...common }))];
  return regularizerProblems({ regularizer: built, input: first.shape, ofMatrices: first.shape.length > 1, ...common });
}

/** Targets that the loss says it can take. */
function withTargetsInRange(problem: GradientProblem): GradientProblem {
  const { objective: { losses, model, targets }, columns } = problem;
  const range = losses[0]?.loss.targetRange?.(model.outputs[0] ?? [], targets[0]?.shape ?? []);
  if (range === undefined || !Number.isFinite(range.least) || !Number.isFinite(range.greatest)) return problem;
  const draw = drawn([range.least, range.greatest], range.whole === true);
  return { ...problem, columns: { ...columns, targets: columns.targets.map(column => (column.value === undefined ? { ...column, value: draw } : column)) } };
}

function recordable(problems: readonly GradientProblem[]): readonly GradientProblem[] {
  for (const problem of problems) recordProblem(problem, backprop);
  return problems;
}

function columnOf(input: ExampleInput | TestColumn): TestColumn {
  if (!('shape' in input)) return { shape: input };
  const { shape, dtype = 'float' } = input;
  if ('range' in input && input.range !== undefined) return { shape, dtype, value: drawn(input.range, dtype === 'int32') };
  return { shape, dtype, ...('value' in input && { value: input.value }) };
}

function drawn([least, greatest]: readonly [number, number], whole: boolean): (random: RandomStream) => number {
  return random => (whole ? least + random.below(greatest - least + 1) : least + (greatest - least) * random.uniform());
}

function unfit({ kind, name }: NamedComponent, failures: readonly unknown[]): ChainruleError {
  const [first] = failures;
  if (first instanceof ConfigError) return first;
  return new ConfigError(`no usual input fits the ${kind} ${JSON.stringify(name)}`, {
    where: name, got: first instanceof Error ? first.message.replaceAll('\n', ' ') : String(first),
    next: `give it some, --inputs '[[4]]' on the command line, or \`examples: [{ options, inputs }]\` in its definition`,
  });
}
