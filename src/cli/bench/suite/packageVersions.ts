import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The versions of installed packages by name. It reads their package.json, which `exports` may hide from `require`. */
export function packageVersions(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, versionOf(name)]));
}

function versionOf(name: string): string {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    try {
      const { version } = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as { readonly version: string };
      return version;
    } catch {
      continue;
    }
  }
  return 'not installed';
}
