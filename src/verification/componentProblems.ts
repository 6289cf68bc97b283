import { asBuilt, definitionOf } from '../components/builtFrom.ts';
import type { ComponentExample, ExampleInput } from '../components/definition.ts';
import { ChainruleError, ConfigError, PluginError } from '../errors.ts';
import { InvalidConfigError } from '../plugins/problem.ts';
import { parseProblems } from '../plugins/zodProblems.ts';
import { formatShape } from '../tensor/shape.ts';
import { requireForward } from './backwardMistake.ts';
import { builtInExamples } from './builtInExamples.ts';
import type { DifferentiatedKind } from './builtInExamples.ts';
import type { TestColumn } from './columns.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import { errorLine } from './errorLine.ts';
import { columnOf, withTargetsInRange } from './exampleColumns.ts';
import { examplesSchema } from './exampleSchema.ts';
import { firstLineOf } from './firstLineOf.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { layerProblem } from './layerProblem.ts';
import { lossProblem } from './lossProblem.ts';
import type { ProblemOptions } from './problemOptions.ts';
import { regularizerProblems } from './regularizerProblems.ts';
import { requireTaken } from './requireTaken.ts';
import { mostInputs, usualBatchSizes, usualInputs, wide } from './usualInputs.ts';

/** A component to be verified. */
export interface NamedComponent extends ProblemOptions {
  readonly kind: DifferentiatedKind;
  readonly name: string;
  /** It as it was built in code, with its options; its name alone where this is left out. */
  readonly reference?: object | undefined;
  /** In place of the examples that its definition gives. */
  readonly example?: Example | undefined;
}

interface Example {
  readonly options?: ComponentExample['options'] | undefined;
  readonly inputs?: readonly (ExampleInput | TestColumn)[] | undefined;
}

/**
 * The problems that verify a component: one for each of its examples, or for each place that a regularizer can stand in.
 * Throws a ConfigError for a name that nobody contributes, and where no usual input fits; a PluginError where somebody else's component throws what is no error of the framework.
 */
export function componentProblems(component: NamedComponent): readonly GradientProblem[] {
  const { example } = component;
  return (example === undefined ? examplesOf(component) : [example]).flatMap(each => exampleProblems(component, each));
}

function examplesOf({ kind, name, reference, plugins = [] }: NamedComponent): readonly Example[] {
  const definition = (reference && definitionOf(reference)) ?? createRegistry(plugins).contributions(kind).get(name)?.definition;
  const given = definition?.examples === undefined ? builtInExamples[kind][name] ?? [] : checkedExamples(name, definition.examples);
  const known: readonly Example[] = given.length === 0 ? [{}] : given;
  // What was built in code has options of its own.
  return reference === undefined ? known : known.slice(0, 1).map(({ inputs }) => ({ inputs }));
}

/** Those of a plugin may be anything. */
function checkedExamples(name: string, examples: unknown): readonly Example[] {
  const parsed = parseProblems(examplesSchema, examples);
  if ('problems' in parsed) throw InvalidConfigError.of(parsed.problems.map(problem => ({ ...problem, place: `${name}: examples` })));
  return parsed.value;
}

function exampleProblems(component: NamedComponent, { options = {}, inputs }: Example): readonly GradientProblem[] {
  requireMade(component, options);
  if (inputs !== undefined) return problemsOn(component, options, requireCount(component, inputs).map(columnOf));
  const failures: Failure[] = [];
  for (const columns of usualInputs[component.kind]) {
    try {
      return problemsOn(component, options, columns);
    } catch (error) {
      if (!(error instanceof ChainruleError)) throw error;
      failures.push({ inputs: columns.map(({ shape, dtype = '' }) => `${dtype}${formatShape(shape)}`).join(' and '), line: errorLine(error) });
    }
  }
  throw unfit(component, failures);
}

/** What has nothing to do with inputs is told without them. */
function requireMade(component: NamedComponent, options: object): void {
  try {
    owned(component, () => createRegistry(component.plugins ?? []).create(component.kind, referenceOf(component, options)));
  } catch (error) {
    const lacks = error instanceof ConfigError && error.details.next === undefined && component.reference === undefined && Object.keys(options).length === 0;
    throw lacks ? error.withDetails({ next: 'give its options, --options on the command line, or `examples: [{ options, inputs }]` in its definition' }) : error;
  }
}

function referenceOf({ name, reference = { use: name } }: NamedComponent, options: object): { readonly use: string } {
  return asBuilt({ use: name, ...reference, ...options }, reference);
}

function requireCount<Input>({ kind, name }: NamedComponent, inputs: readonly Input[]): readonly Input[] {
  const most = mostInputs[kind];
  if (inputs.length <= most) return inputs;
  throw new ConfigError('more inputs than it takes', { where: name, got: String(inputs.length), expected: kind === 'loss' ? 'a prediction and a target' : 'one' });
}

/** The problems of a component on these inputs, whose forward has been recorded. Throws what it throws. */
function problemsOn(component: NamedComponent, options: object, columns: readonly TestColumn[]): readonly GradientProblem[] {
  return owned(component, () => {
    const problems = problemsWith(component, options, columns).map(problem => ({ ...problem, foreign: isForeign(component) }));
    for (const problem of problems) {
      requireForward(problem);
      requireTaken(problem);
    }
    return problems;
  });
}

function isForeign({ plugins = [], reference }: NamedComponent): boolean {
  return plugins.length > 0 || reference !== undefined;
}

/** What somebody else's component throws is theirs; what one of the framework's own throws, unless it is made for the user, is a bug. */
function owned<T>(component: NamedComponent, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ChainruleError || !isForeign(component)) throw error;
    throw new PluginError('it throws while it is built', { where: component.name, got: firstLineOf(error) }, { cause: error });
  }
}

function problemsWith(component: NamedComponent, options: object, columns: readonly TestColumn[]): readonly GradientProblem[] {
  const { kind, name: _name, reference: _reference, example: _example, ...given } = component;
  const common = { batchSize: usualBatchSizes[0], ...given };
  const built = referenceOf(component, options);
  const [first = wide(4), second = { shape: first.shape }] = columns;
  if (kind === 'layer') return [layerProblem({ layer: built, inputs: columns, ...common })];
  if (kind === 'loss') return [withTargetsInRange(lossProblem({ loss: built, prediction: first, target: second, ...common }))];
  return regularizerProblems({ regularizer: built, input: first, ofMatrices: first.shape.length > 1, ...common });
}

interface Failure {
  readonly inputs: string;
  readonly line: string;
}

/** Inputs that fail alike are told together. */
function unfit({ kind, name }: NamedComponent, failures: readonly Failure[]): ConfigError {
  const lines = [...new Set(failures.map(({ line }) => line))];
  const inputsOf = (told: string) => failures.filter(({ line }) => line === told).map(({ inputs }) => inputs).join(', ');
  return new ConfigError(`no usual input fits the ${kind} ${JSON.stringify(name)}`, {
    where: name, got: lines.map(line => `on ${inputsOf(line)}: ${line}`).join('\n       '),
    next: `give it some, --inputs '[[4]]' on the command line, or \`examples: [{ options, inputs }]\` in its definition`,
  });
}
