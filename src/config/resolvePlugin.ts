import { nearestName, PluginError } from '../errors.ts';
import { fileName, folderOf, resolvePath } from '../platform/files.ts';
import { inNode, nodeModule } from '../platform/node.ts';
import { codeEndings, isPluginPath } from './pluginPath.ts';

/**
 * The file of a plugin: of a path, which starts with a dot or a slash or ends as code does, relative to `folder`; of anything else, the package of that name as a program in
 * `folder` finds it. In a browser it is an address. Throws a PluginError where there is none.
 */
export async function resolvePlugin(specifier: string, folder: string, place: string): Promise<string> {
  if (isPluginPath(specifier)) return existingFile(specifier, fileOf(specifier, folder), place);
  return inNode() ? packageFile(specifier, folder, place) : specifier;
}

function fileOf(specifier: string, folder: string): string {
  return inNode() && specifier.startsWith('file:') ? nodeModule('node:url').fileURLToPath(specifier) : resolvePath(folder, specifier);
}

function existingFile(specifier: string, file: string, place: string): string {
  if (!inNode()) return file;
  const { existsSync, readdirSync, statSync } = nodeModule('node:fs');
  if (existsSync(file) && statSync(file).isFile()) return file;
  const folder = folderOf(file);
  const nearest = existsSync(folder) ? nearestName(fileName(file), readdirSync(folder)) : undefined;
  throw new PluginError('there is no such plugin', {
    where: `${place}: ${specifier}`, got: existsSync(file) ? `${file} is a folder` : `no file ${file}`, expected: 'a TypeScript or JavaScript file, its path relative to the config', nearest,
  });
}

async function packageFile(specifier: string, folder: string, place: string): Promise<string> {
  const { createJiti } = await import('jiti');
  const found = createJiti(resolvePath(folder, 'config.yaml')).esmResolve(specifier, { try: true });
  if (found !== undefined && found !== '') return found.startsWith('file:') ? nodeModule('node:url').fileURLToPath(found) : found;
  const { existsSync } = nodeModule('node:fs');
  const isFile = [...codeEndings, ''].find(ending => existsSync(resolvePath(folder, `${specifier}${ending}`)));
  throw new PluginError('the package is not installed', {
    where: `${place}: ${specifier}`, got: `no package of that name from ${folder} on`, nearest: isFile === undefined ? undefined : `./${specifier}${isFile}`,
    next: `npm install ${specifier}; a file starts with ./`,
  });
}
