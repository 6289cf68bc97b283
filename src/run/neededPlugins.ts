import { labelOfOrigin } from '../plugins/contribution.ts';
import type { PluginOrigin } from '../plugins/contribution.ts';
import { InvalidConfigError } from '../plugins/problem.ts';

/**
 * Makes the run of a model file. A file never loads code: where the run needs a component that nobody contributes, the problem says which plugins the file was written with, and how
 * to give them.
 */
export async function withNeededPlugins<T>(needed: readonly PluginOrigin[], make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (needed.length === 0 || !(error instanceof InvalidConfigError)) throw error;
    throw InvalidConfigError.of(error.problems.map(problem => (problem.unknown === undefined ? problem : { ...problem, next: adviceFor(needed) })));
  }
}

function adviceFor(needed: readonly PluginOrigin[]): string {
  const specifiers = needed.map(({ name, from = 'FILE' }) => (from === 'FILE' ? `the file of ${name}` : from));
  const [flags, list] = [specifiers.map(specifier => `--plugin ${specifier}`).join(' '), specifiers.map(specifier => `'${specifier}'`).join(', ')];
  return `the model needs ${needed.map(labelOfOrigin).join(', ')}, and a model file loads no code: give ${flags}, its path from the working directory, or loadModel(path, { plugins: [${list}] })`;
}
