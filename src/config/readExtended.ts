import { ConfigError } from '../errors.ts';
import { codeOf, fileEnding, folderOf, readFile, resolvePath } from '../platform/files.ts';
import { likelyFile } from '../platform/likelyName.ts';
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

/** Reads a config file and those that it extends, merged. Throws a ConfigError for a file that is not there, and an InvalidConfigError that lists all that is wrong, located where a file is named or a mistake was written. */
export async function readExtended(file: string): Promise<Layer> {
  const reading = new Reading();
  const layer = await reading.layer(file, await textOf(file), []);
  if (reading.problems.length > 0) throw InvalidConfigError.of(reading.problems);
  return layer;
}

/** One text as data, YAML or, by the file's extension, JSON. */
export function readLayer(text: string, file: string): Layer {
  const places = new Places();
  return { places, data: readYaml(text, { file, json: fileEnding(file).toLowerCase() === '.json' }, places) };
}

/** A file that is being read, and those which extend it. */
type Chain = readonly string[];

class Reading {
  readonly problems: Problem[] = [];
  #files = 0;

  async layer(file: string, text: string, outer: Chain): Promise<Layer> {
    const own = readLayer(text, file);
    if (typeof own.data !== 'object' || own.data === null || !('extends' in own.data)) return own;
    const { extends: given, ...data } = own.data;
    const listed = Array.isArray(given) ? given.map((each: unknown, index): readonly [unknown, KeyPath] => [each, ['extends', index]]) : [[given, ['extends']] as const];
    let whole: Layer | undefined;
    for (const [named, path] of listed) {
      const base = await this.#base(named, [...outer, file], problem => own.places.locate({ path, ...problem }));
      whole = whole === undefined ? base : base === undefined ? whole : mergeConfigs(whole, base);
    }
    return whole === undefined ? { ...own, data } : mergeConfigs(whole, { ...own, data });
  }

  /** Undefined for what is wrong, which is noted, so that all of it is told. */
  async #base(named: unknown, chain: Chain, locate: (problem: Omit<Problem, 'path'>) => Problem): Promise<Layer | undefined> {
    const read = typeof named === 'string' && named !== '' ? await this.#extended(beside(chain.at(-1) ?? '', named), chain)
      : { problem: 'not the path of a file', got: describeValue(named), expected: 'a path relative to this file, or a list of such' };
    if (read === undefined || 'places' in read) return read;
    this.problems.push(locate(read));
    return undefined;
  }

  async #extended(file: string, chain: Chain): Promise<Layer | Omit<Problem, 'path'> | undefined> {
    if (chain.some(each => same(each, file))) return { problem: 'files extend one another in a circle', got: [...chain, file].join(' → '), next: 'move what they share to a file that extends none of them' };
    if (this.#files++ > mostFiles) return undefined;
    if (chain.length > deepest || this.#files > mostFiles) return { problem: 'too many files extend one another', expected: `at most ${deepest} in a row, and ${mostFiles} in all` };
    try {
      return await this.layer(file, await textOf(file), chain);
    } catch (error) {
      if (error instanceof InvalidConfigError) return void this.problems.push(...error.problems);
      if (error instanceof ConfigError) return { problem: 'the file that is extended cannot be read', got: `${file}: ${error.details.got ?? error.problem}`, expected: error.details.expected, nearest: error.details.nearest };
      throw error;
    }
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

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => { throw unreadable(error, file); });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ConfigError('the config file is not text', { where: file, expected: 'YAML or JSON in UTF-8' }, { cause: error });
  }
}

function unreadable(error: unknown, file: string): ConfigError {
  const [missing, own] = [codeOf(error) === 'ENOENT', error instanceof Error ? error.message : String(error)];
  const got = missing ? 'there is no such file' : codeOf(error) === 'EISDIR' ? 'a folder' : own;
  return new ConfigError('the config file cannot be read', { where: file, got, nearest: missing ? likelyFile(file) : undefined, next: 'check the path' }, { cause: error });
}
