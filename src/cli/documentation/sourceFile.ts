import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a source file says of its components and their options, in its comments. */
export interface SourceFile {
  readonly path: string;
  /** The files that it imports by a relative path. */
  readonly imports: readonly string[];
  /** The comment above each component that is defined in it, by kind and name: `layer/dense`. */
  readonly components: ReadonlyMap<string, string>;
  /** The comment above each key of an object. */
  readonly keys: ReadonlyMap<string, string>;
  /** The comment above each constant and function. */
  readonly constants: ReadonlyMap<string, string>;
  readonly text: string;
}

const read = new Map<string, SourceFile | undefined>();

/** A source file; undefined where it is not there. */
export function sourceFile(path: string): SourceFile | undefined {
  const known = read.get(path);
  if (known !== undefined || read.has(path)) return known;
  const file = existsSync(path) ? parsed(path, readFileSync(path, 'utf8')) : undefined;
  read.set(path, file);
  return file;
}

const comment = String.raw`\/\*\*((?:(?!\*\/)[^])*)\*\/\s*`;
const componentPattern = new RegExp(String.raw`(?:${comment})?(?:export )?(?:default )?(?:const \w+[^=\n]*= )?(?:\w+\.)?define([A-Z]\w+)\(\{\s*(?:[^'"]{0,200}\s)?name: ['"]([^'"]+)['"]`, 'gu');
const keyPattern = new RegExp(String.raw`${comment}(\w+)(?=[:,])`, 'gu');
const constantPattern = new RegExp(String.raw`${comment}(?:export )?(?:const|function) (\w+)`, 'gu');
const importPattern = /^(?:import|export) (?!type )[^;]*?from ['"](\.[^'"]+)['"]/gmu;

function parsed(path: string, text: string): SourceFile {
  const components = [...text.matchAll(componentPattern)].map(([, words = '', kind = '', name = '']) => [`${kind.charAt(0).toLowerCase()}${kind.slice(1)}/${name}`, words] as const);
  return {
    path, text,
    imports: [...text.matchAll(importPattern)].map(([, file = '']) => join(dirname(path), file)),
    components: new Map(components),
    keys: firstOf(text, keyPattern),
    constants: firstOf(text, constantPattern),
  };
}

/** Where a key is documented twice, the first counts. */
function firstOf(text: string, pattern: RegExp): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(pattern)].map(([, words = '', name = '']) => [name, words] as const).toReversed());
}
