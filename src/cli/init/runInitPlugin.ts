import { ConfigError } from '../../errors.ts';
import { exitCodes } from '../exitCodes.ts';
import { writeResult } from '../output.ts';
import { requireFreeName } from './freeName.ts';
import { withoutAccents } from './withoutAccents.ts';
import { pluginFiles } from './pluginFiles.ts';
import type { PluginKind } from './pluginFiles.ts';
import { writeProject } from './writeProject.ts';

export interface InitPluginOptions {
  readonly kind: PluginKind;
}

/** Writes the package of a plugin into a folder of its name, and gives the exit code. Throws a ConfigError for a name that no package or no component can have. */
export async function runInitPlugin(name: string, { kind }: InitPluginOptions): Promise<number> {
  requirePackageName(name);
  const files = pluginFiles(name, kind);
  if (kind !== 'command') await requireFreeName(files.component, kind);
  await writeProject(name, files.files);
  writeResult([`written to ${name}: ${Object.keys(files.files).join(', ')}`, `next: cd ${name} && npm install && npm test`].join('\n'));
  return exitCodes.done;
}

/** Words of lower case with hyphens between them: they are a package, a folder, and in camel case a variable. */
function requirePackageName(name: string): void {
  if (/^[a-z][a-z\d]*(?:-[a-z\d]+)*$/u.test(name) && !reserved.has(name)) return;
  const nearest = withoutAccents(name).replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, '-').toLowerCase().replaceAll(/[^a-z\d]+/gu, '-').replaceAll(/^[-\d]+|-+$/gu, '');
  throw new ConfigError('not a name for a plugin', {
    where: JSON.stringify(name), expected: 'words of lower case with hyphens between them, and no word of the language',
    nearest: nearest === '' || reserved.has(nearest) ? undefined : nearest,
  });
}

/** What no variable can be called; the last two the package would take for itself. */
const reserved: ReadonlySet<string> = new Set((
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof interface let new null package '
  + 'private protected public return static super switch this throw true try typeof var void while with yield arguments eval undefined chainrule vitest').split(' '));
