import { fileURLToPath } from 'node:url';
import type { Command } from './contenderProcess.ts';

/** Whether this process runs the TypeScript of a checkout, and not a built package. */
export const fromSources = import.meta.url.endsWith('.ts');

/** A program of this folder in a process of its own, started as this one was: from the built package, or in a checkout by tsx. */
export function nodeProgram(name: string, words: readonly string[]): Command {
  const file = fileURLToPath(new URL(`${name}${fromSources ? '.ts' : '.js'}`, import.meta.url));
  const loader = fromSources ? ['--import', import.meta.resolve('tsx')] : [];
  return { program: process.execPath, arguments: [...loader, file, ...words], environment: {} };
}
