import { PluginError } from '../errors.ts';
import { resolvePath } from '../platform/files.ts';
import { likelyFile } from '../platform/likelyName.ts';
import { inNode, nodeModule } from '../platform/node.ts';
import { codeEndings, isPluginPath } from './pluginPath.ts';

/**
 * The file of a plugin: of a path, which starts with a dot or a slash or ends as code does, relative to `folder`; of anything else, the package of that name as a program in
 * `folder` finds it. In a browser it is an address. Throws a PluginError where there is none, and for a package that lacks its peers.
 */
export async function resolvePlugin(specifier: string, folder: string, place: string): Promise<string> {
  if (isPluginPath(specifier)) return existingFile(specifier, folder, place);
  return inNode() ? packageFile(specifier, folder, place) : specifier;
}

function fileOf(specifier: string, folder: string): string {
  return inNode() && specifier.startsWith('file:') ? nodeModule('node:url').fileURLToPath(specifier) : resolvePath(folder, specifier);
}

function existingFile(specifier: string, folder: string, place: string): string {
  const file = fileOf(specifier, folder);
  if (!inNode()) return file;
  const { existsSync, statSync } = nodeModule('node:fs');
  if (existsSync(file) && statSync(file).isFile()) return file;
  throw new PluginError('there is no such plugin', {
    where: `${place}: ${specifier}`, got: existsSync(file) ? `${file} is a folder` : `no file ${file}`,
    expected: `a TypeScript or JavaScript file; a relative path starts at ${resolvePath(folder)}`, nearest: likelyFile(file),
  });
}

async function withPeers(file: string, where: string): Promise<string> {
  const { requirePeers } = await import('./requirePeers.ts');
  requirePeers(file, where);
  return file;
}

async function packageFile(specifier: string, folder: string, place: string): Promise<string> {
  const { createJiti } = await import('jiti');
  const found = createJiti(resolvePath(folder, 'config.yaml')).esmResolve(specifier, { try: true });
  if (found !== undefined && found !== '') return withPeers(found.startsWith('file:') ? nodeModule('node:url').fileURLToPath(found) : found, `${place}: ${specifier}`);
  const { existsSync } = nodeModule('node:fs');
  const isFile = [...codeEndings, ''].find(ending => existsSync(resolvePath(folder, `${specifier}${ending}`)));
  throw new PluginError('the package is not installed', {
    where: `${place}: ${specifier}`, got: `no package of that name from ${folder} on`, nearest: isFile === undefined ? undefined : `./${specifier}${isFile}`,
    next: `npm install ${specifier}; a file starts with ./`,
  });
}
