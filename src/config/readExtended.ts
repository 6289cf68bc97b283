import { ConfigError, nearestName } from '../errors.ts';
import { fileEnding, fileName, folderOf, readFile, resolvePath } from '../platform/files.ts';
import { inNode, nodeModule } from '../platform/node.ts';
import { describeValue, InvalidConfigError } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import { mergeConfigs } from './mergeConfigs.ts';
import type { Layer } from './mergeConfigs.ts';
import { Places } from './places.ts';
import type { KeyPath } from './places.ts';
import { readYaml } from './readYaml.ts';

/** Files that extend one another, one after the other, and all that a config is made of. */
const [deepest, mostFiles] = [20, 100];

/** Reads a config file and those that it extends, merged. Throws a ConfigError, located where a file is named or a mistake was written. */
export async function readExtended(file: string): Promise<Layer> {
  return new Reading().layer(file, await textOf(file), []);
}

/** One text as data, YAML or, by the file's extension, JSON. */
export function readLayer(text: string, file: string): Layer {
  const places = new Places();
  return { places, data: readYaml(text, { file, json: fileEnding(file).toLowerCase() === '.json' }, places) };
}

/** A file that is being read, and those which extend it. */
type Chain = readonly string[];

class Reading {
  #files = 0;

  async layer(file: string, text: string, outer: Chain): Promise<Layer> {
    const own = readLayer(text, file);
    if (typeof own.data !== 'object' || own.data === null || !('extends' in own.data)) return own;
    const { extends: given, ...data } = own.data;
    const listed = Array.isArray(given) ? given.map((each: unknown, index): readonly [unknown, KeyPath] => [each, ['extends', index]]) : [[given, ['extends']] as const];
    let whole: Layer | undefined;
    for (const [named, path] of listed) {
      const base = await this.#base(named, [...outer, file], problem => InvalidConfigError.of([own.places.locate({ path, ...problem })]));
      whole = whole === undefined ? base : mergeConfigs(whole, base);
    }
    return whole === undefined ? { ...own, data } : mergeConfigs(whole, { ...own, data });
  }

  async #base(named: unknown, chain: Chain, refuse: (problem: Omit<Problem, 'path'>) => InvalidConfigError): Promise<Layer> {
    if (typeof named !== 'string' || named === '') throw refuse({ problem: 'not the path of a file', got: describeValue(named), expected: 'a path relative to this file, or a list of such' });
    const file = beside(chain.at(-1) ?? '', named);
    if (chain.some(each => same(each, file))) throw refuse({ problem: 'files extend one another in a circle', got: [...chain, file].join(' → '), next: 'move what they share to a file that extends none of them' });
    if (chain.length > deepest || ++this.#files > mostFiles) throw refuse({ problem: 'too many files extend one another', expected: `at most ${deepest} in a row, and ${mostFiles} in all` });
    const text = await textOf(file).catch((error: unknown) => {
      if (!(error instanceof ConfigError)) throw error;
      throw refuse({ problem: 'the file that is extended cannot be read', got: `${file}: ${error.details.got ?? error.problem}`, expected: error.details.expected, nearest: nearestFile(file) });
    });
    return this.layer(file, text, chain);
  }
}

/** A path as it would be written where the first file's was. */
function beside(file: string, named: string): string {
  if (!inNode()) return resolvePath(folderOf(file), named);
  const { isAbsolute, join } = nodeModule('node:path');
  return isAbsolute(named) ? named : join(folderOf(file), named);
}

function same(file: string, other: string): boolean {
  return resolvePath('', file) === resolvePath('', other);
}

function nearestFile(file: string): string | undefined {
  if (!inNode()) return undefined;
  const { existsSync, readdirSync, statSync } = nodeModule('node:fs');
  const folder = folderOf(file);
  return existsSync(folder) && statSync(folder).isDirectory() ? nearestName(fileName(file), readdirSync(folder).filter(name => name !== fileName(file))) : undefined;
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new ConfigError('the config file cannot be read', { where: file, got: error instanceof Error ? error.message : String(error), next: 'check the path' }, { cause: error });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ConfigError('the config file is not text', { where: file, expected: 'YAML or JSON in UTF-8' }, { cause: error });
  }
}
