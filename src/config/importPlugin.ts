import { ChainruleError, PluginError } from '../errors.ts';
import { inNode, nodeModule } from '../platform/node.ts';
import { codeOf, fileEnding, readFile } from '../platform/files.ts';
import { failureOf } from '../plugins/failureOf.ts';

/** What a module exports. */
type Exports = Readonly<Record<string, unknown>>;

/**
 * The default export of a plugin's file, or what a CommonJS file exports in its place. In Node jiti compiles it, so that TypeScript needs no build step and no tsconfig, and inversify's decorators work; what it imports of chainrule is the one
 * that runs, wherever the file lies. Throws a PluginError for what keeps it from being loaded.
 */
export async function importPlugin(file: string, where: string): Promise<unknown> {
  try {
    const exports = inNode() ? await compiled(file) : await import(/* @vite-ignore */ file) as Exports;
    return isCommon(exports) ? exports : exports['default'];
  } catch (error) {
    throw notLoaded(where, error);
  }
}

async function compiled(file: string): Promise<Exports> {
  const [{ createJiti }, { hostModules }, { shareWithNode }] = await Promise.all([import('jiti'), import('../host/hostModules.ts'), import('../host/hostHooks.ts')]);
  shareWithNode();
  const jiti = createJiti(file, { virtualModules: await hostModules(), interopDefault: false, sourceMaps: true });
  if (!nativeEndings.has(fileEnding(file))) return jiti.import<Exports>(nodeModule('node:url').pathToFileURL(file).href);
  return await jiti.evalModule(await textOf(file), { filename: file, async: true, forceTranspile: true }) as Exports;
}

/** jiti leaves ES modules of JavaScript to Node, which would look for chainrule beside them. */
const nativeEndings: ReadonlySet<string> = new Set(['.js', '.mjs']);

async function textOf(file: string): Promise<string> {
  return new TextDecoder().decode(await readFile(file));
}

function isCommon(exports: Exports): boolean {
  return !('default' in exports) && !('__esModule' in exports) && Reflect.get(exports, Symbol.toStringTag) !== 'Module';
}

function notLoaded(where: string, error: unknown): unknown {
  const missing = missingModule(error);
  if (missing !== undefined) {
    const isFile = /^[./]/u.test(missing);
    return new PluginError('the plugin imports what is not there', { where, got: missing, next: isFile ? 'check the path of the import' : `npm install ${missing}, beside the plugin` }, { cause: error });
  }
  if (error instanceof ChainruleError) return new PluginError('the plugin cannot be loaded', { where, got: error.message }, { cause: error });
  return failureOf('the plugin cannot be loaded', where, error, 'correct its file');
}

/** The package or file that an import names and that is not there. */
function missingModule(error: unknown): string | undefined {
  if (!(error instanceof Error) || !['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(String(codeOf(error)))) return undefined;
  return /'([^']+)'/u.exec(error.message)?.[1];
}
