import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A package that is installed where the framework finds it. */
export interface FoundPackage {
  readonly version: string;
  readonly folder: string;
}

/** A package by its name, without loading it; undefined where it is not installed. */
export function findPackage(name: string): FoundPackage | undefined {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const folder = folders.map(each => join(each, name)).find(each => existsSync(join(each, 'package.json')));
  if (folder === undefined) return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  return { version, folder };
}
