import * as z from 'zod/mini';
import { PluginError } from '../errors.ts';
import { folderOf, resolvePath } from '../platform/files.ts';
import { nodeModule } from '../platform/node.ts';
import { isInRange } from './versionRange.ts';

const manifest = z.object({
  name: z.optional(z.string()),
  version: z.optional(z.string()),
  peerDependencies: z.optional(z.record(z.string(), z.string())),
  peerDependenciesMeta: z.optional(z.record(z.string(), z.object({ optional: z.optional(z.boolean()) }))),
});
type Manifest = z.output<typeof manifest>;

/** The packages that a plugin is given by the chainrule that runs, whatever lies beside it. */
const shared: ReadonlySet<string> = new Set(['inversify', 'zod', 'reflect-metadata']);

/** Throws a PluginError, located at `where`, for a package whose peers, the packages that it needs beside it, are missing or of versions that it does not take. `file` is the one of it that is loaded. */
export function requirePeers(file: string, where: string): void {
  const found = manifestAround(file);
  if (found === undefined) return;
  const { peerDependencies = {}, peerDependenciesMeta = {} } = found.content;
  for (const [peer, range] of Object.entries(peerDependencies)) {
    if (peerDependenciesMeta[peer]?.optional !== true || versionOf(peer, found.folder) !== undefined) requirePeer({ peer, range, folder: found.folder, where });
  }
}

interface Wanted {
  readonly peer: string;
  readonly range: string;
  /** Of the package that wants it. */
  readonly folder: string;
  readonly where: string;
}

function requirePeer({ peer, range, folder, where }: Wanted): void {
  const own = ownFolder();
  const version = peer === 'chainrule' ? ownVersion(own) : versionOf(peer, shared.has(peer) ? own : folder);
  if (version !== undefined && !isInRange(version, range)) throw wrongPeer({ peer, range, folder, where }, version);
  if (version !== undefined || peer === 'chainrule' || shared.has(peer) || isResolvable(peer, folder)) return;
  throw new PluginError('the plugin needs a package that is not installed', { where, got: `no ${peer}`, expected: `${peer} ${range}, beside the plugin`, next: `npm install ${peer}@"${range}"` });
}

function wrongPeer({ peer, range, where }: Wanted, version: string): PluginError {
  const isGiven = peer === 'chainrule' || shared.has(peer);
  const what = peer === 'chainrule' ? 'the plugin was written for another chainrule' : 'the plugin needs another version of a package';
  return new PluginError(what, {
    where, got: `${peer} ${version}`, expected: `${peer} ${range}`, next: isGiven ? 'install a version of the plugin for this chainrule, or the chainrule that it takes' : `npm install ${peer}@"${range}"`,
  });
}

/** The package that a file belongs to. */
function manifestAround(file: string): { readonly folder: string; readonly content: Manifest } | undefined {
  const folder = folderOf(file);
  if (folder === file) return undefined;
  const content = manifestIn(folder);
  return content?.name === undefined ? manifestAround(folder) : { folder, content };
}

/** The version of a package as a program in `folder` finds it; undefined where none is found. */
function versionOf(name: string, folder: string): string | undefined {
  const version = manifestIn(resolvePath(folder, `node_modules/${name}`))?.version;
  const outer = folderOf(folder);
  return version ?? (outer === folder ? undefined : versionOf(name, outer));
}

/** A package manager may keep packages elsewhere than in folders called node_modules. */
function isResolvable(name: string, folder: string): boolean {
  try {
    nodeModule('node:module').createRequire(resolvePath(folder, 'package.json')).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** A package's manifest; undefined where there is none that can be read. */
function manifestIn(folder: string): Manifest | undefined {
  try {
    return manifest.safeParse(JSON.parse(nodeModule('node:fs').readFileSync(resolvePath(folder, 'package.json'), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Undefined where chainrule is part of a bundle. */
function ownVersion(folder: string): string | undefined {
  const found = manifestIn(folder);
  return found?.name === 'chainrule' ? found.version : undefined;
}

/** Two folders above this file, which is in `src` or `dist`. */
function ownFolder(): string {
  return resolvePath(folderOf(nodeModule('node:url').fileURLToPath(import.meta.url)), '../..');
}
