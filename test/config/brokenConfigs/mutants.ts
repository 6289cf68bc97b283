import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';

type Path = readonly (string | number)[];
/** Changes the text of a config. */
type Mutation = (text: string) => string;

const tokens = ['\t', '\n', '  ', ' ', ':', '- ', '{', '}', '[', ']', ',', '&a ', '*a', '!!float ', '#', '"', "'", '|', '>', '?', '%', '@', '---\n', '<<: ', '0', '-1', '1e999', '.nan', 'null', '~', 'use', 'true', '\u0000', 'é', '\r', '\u2028', '\ufeff', '👩‍👩‍👧', '\ud800', 'ﷺ', '\u202e'];
/** A piece of text that may mean something to YAML, or disturb it. */
export const piece = fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 4, unit: 'grapheme' }));

const edited: fc.Arbitrary<Mutation> = fc.array(fc.record({ at: fc.nat(), drop: fc.nat(8), put: piece }), { minLength: 1, maxLength: 3 }).map(edits => text => edits.reduce((whole, { at, drop, put }) => {
  const start = at % (whole.length + 1);
  return whole.slice(0, start) + put + whole.slice(start + drop);
}, text));

/** Changes one of the lines. */
function lined(change: (line: string, how: number) => string): fc.Arbitrary<Mutation> {
  return fc.tuple(fc.nat(), fc.nat()).map(([at, how]) => text => {
    const lines = text.split('\n');
    return lines.with(at % lines.length, change(lines[at % lines.length] ?? '', how)).join('\n');
  });
}

const indented = lined((line, how) => [` ${line}`, `   ${line}`, `\t${line}`, line.trimStart(), line.replace(/^ {2}/u, '\t')][how % 5] ?? line);
const duplicated = lined(line => `${line}\n${line}`);
const left = lined(() => '');
const cut: fc.Arbitrary<Mutation> = fc.nat().map(at => text => text.slice(0, at % text.length));

/** Puts another value in the place of one. */
function replaced(value: fc.Arbitrary<(paths: readonly Path[], old: unknown) => unknown>): fc.Arbitrary<Mutation> {
  return fc.tuple(fc.nat(), value).map(([at, make]) => text => {
    const data: unknown = parse(text);
    const paths = pathsOf(data);
    const path = paths[at % paths.length] ?? [];
    return stringify(put(data, path, old => make(paths, old)), { aliasDuplicateObjects: false, lineWidth: 0 });
  });
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'dense', 'l2', 'typescript', 'sgd', 0, -1, 1, 1.5, 3, 1e308, true, [], {}, { use: 'relu' }, { use: 'sequential', layers: 'relu' }, [[['relu']]], [[1, 2], [3]]),
  fc.jsonValue({ maxDepth: 2 }),
);
const wrongValue = replaced(odd.map(value => () => value));
const scaled = replaced(fc.constantFrom(-1, 0, 0.5, 2, 10, 1e3).map(factor => (_, old) => (typeof old === 'number' ? old * factor : old)));
const misnamed = replaced(fc.tuple(fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'accent')).map(([at, how]) => (_, old) => (typeof old === 'string' ? misspelt(old, at, how) : misspeltKeys(old, at, how))));
const huge = replaced(fc.constantFrom<() => unknown>(
  () => 'x'.repeat(1_000_000), () => '日'.repeat(400_000), () => '${'.repeat(400_000), () => `\${${'a'.repeat(1_000_000)}}`, () => Array.from({ length: 5000 }, (_, index) => index), () => 'x '.repeat(500_000),
  () => ({ ['k'.repeat(1_000_000)]: 1 }), () => Array.from({ length: 90 }).reduce<unknown>(inner => [inner], 1), () => Array.from({ length: 300 }).reduce<unknown>(inner => ({ a: inner }), 1), () => Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`k${index}`, index])),
));
const broken = ['${', '${}', '${ }', '${a', '${env:}', '${env:1}', '${env:CHAINRULE_NO}', '${env:HOME}', '${env:CHAINRULE_NO:-5}', '${env:CHAINRULE_NO:-[1, 2]}', '${x:y}', '${..}', '${[0]}', '${a.b.c}', '${seed}', '${model}', 'x ${seed} ${training}', '$${seed}', '${model[0].units}', '${__proto__}', '${constructor.name}', '${training.epochs:-1}', '${${seed}}'];
const referring = replaced(fc.oneof(
  fc.constantFrom(...broken).map(text => () => text),
  fc.nat().map(at => (paths: readonly Path[]) => `\${${pathText(paths[at % paths.length] ?? [])}}`),
  fc.tuple(fc.nat(), fc.nat()).map(([at, other]) => (paths: readonly Path[]) => [`\${${pathText(paths[at % paths.length] ?? [])}}`, `a \${${pathText(paths[other % paths.length] ?? [])}}`]),
));
const aliased: fc.Arbitrary<Mutation> = fc.constantFrom('a: &a [*a]\n', 'model: *nothing\n', 'a0: &a0 [1,1,1,1,1,1,1,1,1]\na1: &a1 [*a0,*a0,*a0,*a0,*a0,*a0,*a0]\na2: &a2 [*a1,*a1,*a1,*a1,*a1]\n', '<<: { seed: 1 }\n', '__proto__: { seed: 1 }\n', 'constructor: 1\n', 'seed: !!js/function "() => 1"\n', '? [a]\n: 1\n', '%YAML 1.1\n---\n').map(piece => text => `${piece}${text}`);
const extending: fc.Arbitrary<Mutation> = fc.constantFrom('run.yaml', './run.yaml', 'circle.yaml', 'missing.yaml', '.', '..', '[base.yaml, run.yaml]', '[]', '[base.yaml, base.yaml]', '3', 'null', '{ a: b }', '[[base.yaml]]', '"\\0"', `"${'x'.repeat(5000)}"`, 'wrong.yaml', 'bytes.yaml', 'base.yaml', '"https://example.org/a.yaml"', '${env:HOME}').map(given => text => `extends: ${given}\n${text}`);

/** Ways to break a config, or to change it. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 8, arbitrary: edited }, { weight: 3, arbitrary: indented }, { weight: 2, arbitrary: duplicated }, { weight: 1, arbitrary: left }, { weight: 1, arbitrary: cut }, { weight: 6, arbitrary: wrongValue },
  { weight: 3, arbitrary: scaled }, { weight: 6, arbitrary: misnamed }, { weight: 1, arbitrary: huge }, { weight: 4, arbitrary: referring }, { weight: 1, arbitrary: aliased }, { weight: 2, arbitrary: extending },
);

/** Every path of a value that lies in objects and lists. */
function pathsOf(data: unknown, path: Path = []): readonly Path[] {
  if (typeof data !== 'object' || data === null) return [path];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(data) ? [...data.entries()] : Object.entries(data);
  return [...(path.length === 0 ? [] : [path]), ...entries.flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

function put(data: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(data);
  if (Array.isArray(data)) return data.map((each: unknown, index) => (index === key ? put(each, rest, change) : each));
  return Object.fromEntries(Object.entries(Object(data)).map(([name, each]) => [name, name === key ? put(each, rest, change) : each]));
}

function pathText(path: Path): string {
  return path.map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('').replace(/^\./u, '');
}

function misspeltKeys(value: unknown, at: number, how: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  return Object.fromEntries(Object.entries(value).map(([key, each], index) => [index === at % keys.length ? misspelt(key, at, how) : key, each]));
}

function misspelt(word: string, at: number, how: string): string {
  const index = at % Math.max(1, word.length - 1);
  const [a = '', b = ''] = [word[index], word[index + 1]];
  const middle = { drop: b, double: a + a + b, swap: b + a, accent: `${a}\u0301${b}` }[how] ?? '';
  return word.slice(0, index) + middle + word.slice(index + 2);
}
