import { checkConfig } from '../config/resolved/checkConfig.ts';
import { InvalidConfigError, under } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import type { Registry } from '../plugins/registry.ts';
import type { FileSource } from './bench/job.ts';
import { optionOverride } from './overrides.ts';
import { pluginsOf } from './plugins.ts';

/** Checks a config with several backends of the command line in turn, reading it once. Throws a located error for what is wrong with it, and for backends that neither the framework nor a plugin has. None is loaded. */
export async function checkBackends({ file, overrides, plugin }: FileSource, names: readonly string[]): Promise<void> {
  const [first, ...others] = names;
  if (first === undefined) return;
  const { registry } = await checkConfig(file, [...overrides, ...optionOverride('backend', first)], await pluginsOf({ plugin }));
  const problems = others.flatMap(name => problemsOf(name, registry));
  if (problems.length > 0) throw InvalidConfigError.of(problems);
}

function problemsOf(name: string, registry: Registry): readonly Problem[] {
  try {
    registry.check('backend', name);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidConfigError)) throw error;
    return error.problems.map(problem => ({ ...under(['backend'], problem), place: `--backend ${name}` }));
  }
}
