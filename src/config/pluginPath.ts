import { fileEnding } from '../platform/files.ts';

/** What files of code end with. */
export const codeEndings: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs']);

/** Whether a plugin is named by its file, and not by its package. */
export function isPluginPath(specifier: string): boolean {
  return /^(?:[./\\]|[A-Za-z]:[\\/]|file:)/u.test(specifier) || codeEndings.has(fileEnding(specifier));
}
