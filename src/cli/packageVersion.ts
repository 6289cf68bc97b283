import { readFileSync } from 'node:fs';

/** The version of this package. Its description lies beside the folders of sources and of compiled modules, so that one relative path leads to it from both. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string };
  return version;
}
