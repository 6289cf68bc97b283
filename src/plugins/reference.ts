import { definitionOf } from '../components/builtFrom.ts';
import type { AnyBuilder } from '../components/definition.ts';
import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { describeValue, InvalidConfigError, withArticle } from './problem.ts';

/** A reference taken apart. */
export interface PlainReference {
  readonly use: string;
  /** Where the name stands below the reference. */
  readonly usePath: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  /** The option that a short form stands for, left out of the paths of its problems: a list of layers is `sequential`'s `layers`. */
  readonly implied: string | undefined;
  /** What it was built from in code. */
  readonly definition?: AnyBuilder['definition'] | undefined;
}

/** The option that a bare argument stands for, by the component's name. */
export type ShorthandOf = (kind: Kind, name: string) => string | undefined;

/** Reads what a component-valued option accepts: a reference, a name, a list of layers, a schedule's number, `tfjs:wasm` for a backend, there and as `use`. */
export function readReference(kind: Kind, input: unknown, shorthandOf: ShorthandOf): PlainReference {
  if (typeof input === 'string') return readName(kind, input, shorthandOf);
  if (kind === 'layer' && Array.isArray(input)) return implied(kind, 'sequential', input, shorthandOf);
  if (kind === 'schedule' && typeof input === 'number') return implied(kind, 'constant', input, shorthandOf);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw notAReference(kind, input);
  const { use, ...options }: { readonly use?: unknown } = input;
  if (typeof use !== 'string') throw withoutUse(kind, input, use);
  const { use: name, options: short } = readName(kind, use, shorthandOf);
  return { use: name, usePath: ['use'], options: { ...short, ...options }, implied: undefined, definition: definitionOf(input) };
}

function readName(kind: Kind, text: string, shorthandOf: ShorthandOf): PlainReference {
  const colon = kind === 'backend' ? text.indexOf(':') : -1;
  const plain = { use: text, usePath: [], options: {}, implied: undefined };
  if (colon < 0) return plain;
  const use = text.slice(0, colon);
  const option = shorthandOf(kind, use);
  return option === undefined ? plain : { use, usePath: [], options: { [option]: text.slice(colon + 1) }, implied: option };
}

function implied(kind: Kind, use: string, value: unknown, shorthandOf: ShorthandOf): PlainReference {
  const option = shorthandOf(kind, use) ?? 'value';
  return { use, usePath: [], options: { [option]: value }, implied: option };
}

const extraForms: Readonly<Partial<Record<Kind, string>>> = { layer: ', or a list of layers', schedule: ', or a number', backend: ', or name:device' };

function notAReference(kind: Kind, input: unknown): InvalidConfigError {
  return InvalidConfigError.of([{
    path: [],
    problem: input === undefined || input === null ? `${withArticle(kindWords[kind])} is missing` : `not ${withArticle(kindWords[kind])}`,
    got: describeValue(input),
    expected: `a name, or { use: name, … }${extraForms[kind] ?? ''}`,
  }]);
}

function withoutUse(kind: Kind, input: object, use: unknown): InvalidConfigError {
  const [key] = Object.keys(input);
  const next = use === undefined && key !== undefined ? `write { use: name, ${key}: … } with the ${kindWords[kind]}'s name` : undefined;
  return InvalidConfigError.of([{
    path: use === undefined ? [] : ['use'],
    problem: use === undefined ? `${withArticle(kindWords[kind])} without \`use\`` : 'the name of a component is not a text',
    got: describeValue(use === undefined ? input : use),
    expected: `{ use: name, … }${extraForms[kind] ?? ''}`,
    next,
  }]);
}
