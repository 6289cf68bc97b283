import { pathToFileURL } from 'node:url';
import { ContainerModule } from 'inversify';
import { definePlugin, relu } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { loadPlugins } from '../../src/config/loadPlugins.ts';
import { PluginError } from '../../src/errors.ts';
import type { Plugin } from '../../src/plugins/definePlugin.ts';
import { pluginFolder, spiralFile } from '../plugins/files.ts';

const { folder, write } = pluginFolder();

/** The only plugin of a list of one. */
async function loaded(specifier: string): Promise<Plugin> {
  const [plugin] = await loadPlugins([specifier], folder);
  if (plugin === undefined) throw new Error('nothing was loaded');
  return plugin;
}

/** What keeps a plugin from being loaded. */
function refusal(specifier: string): Promise<unknown> {
  return loadPlugins([specifier], folder).then(() => 'nothing was wrong', (error: unknown) => error);
}

/** Writes a package with one file. */
function writePackage(name: string, manifest: object, text: string): void {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...manifest }));
  write(`node_modules/${name}/index.js`, text);
}

const named = (name: string) => `export default { name: '${name}', contributes: {} };`;

describe('a plugin is', () => {
  it.each([
    ['TypeScript', 'plain.ts', spiralFile(2)],
    ['TypeScript with an enum, a namespace and a satisfies', 'odd.ts', `enum Size { small = 1 }\nnamespace inner { export const size = Size.small; }\nexport default { name: 'odd', contributes: {}, size: inner.size } satisfies object;`],
    ['an ES module', 'plain.mjs', named('module')],
    ['a CommonJS module', 'plain.cjs', `module.exports = { name: 'common', contributes: {} };`],
    ['JavaScript of either kind', 'plain.js', named('js')],
  ])('%s', async (_, name, text) => {
    const file = write(name, text);
    expect(await loaded(`./${name}`)).toMatchObject({ name: expect.any(String), contributes: {}, from: `./${name}`, file });
    expect(await loaded(name)).toMatchObject({ from: name, file });
    expect(await loaded(file)).toMatchObject({ from: file, file });
    expect(await loaded(pathToFileURL(file).href)).toMatchObject({ file });
  });

  it('a file that imports others, whatever tsconfig lies beside it', async () => {
    write('strict/tsconfig.json', '{ "compilerOptions": { "module": "commonjs", "target": "es5", "strict": true, "experimentalDecorators": false } }');
    write('strict/factor.ts', 'export const factor: number = 3;');
    write('strict/plugin.ts', `import { factor } from './factor.ts';\nimport { factor as same } from './factor';\nexport default { name: \`strict \${factor + same}\`, contributes: {} };`);
    expect(await loaded('./strict/plugin.ts')).toMatchObject({ name: 'strict 6' });
  });

  it('a file with a tsconfig that is broken', async () => {
    write('broken/tsconfig.json', '{ this is no JSON');
    write('broken/plugin.ts', spiralFile(2, 'beside'));
    expect(await loaded('./broken/plugin.ts')).toMatchObject({ name: 'beside' });
  });

  it.each([
    ['with `main`', 'with-main', { main: './index.js' }, `module.exports = { name: 'main', contributes: {} };`],
    ['with an `import` condition alone', 'import-only', { type: 'module', exports: { '.': { import: './index.js' } } }, named('import')],
    ['with a scope', '@scope/plugin', { type: 'module', exports: './index.js' }, named('scoped')],
    ['with a path inside it', 'with-parts', { type: 'module', exports: { './part': './index.js' } }, named('part')],
  ])('a package %s', async (_, name, manifest, text) => {
    writePackage(name, manifest, text);
    const specifier = name === 'with-parts' ? `${name}/part` : name;
    expect(await loaded(specifier)).toMatchObject({ from: specifier });
  });

  it('a package that brings a chainrule of its own, and meets the one that runs', async () => {
    writePackage('own-copy', { type: 'module', main: './index.js' }, `import { ConfigError, definePlugin, relu } from 'chainrule';\nexport default definePlugin({ name: 'own', contributes: { layers: [relu] } });\nexport { ConfigError };`);
    write('node_modules/own-copy/node_modules/chainrule/package.json', JSON.stringify({ name: 'chainrule', version: '0.0.1', type: 'module', main: './index.js' }));
    write('node_modules/own-copy/node_modules/chainrule/index.js', `export const definePlugin = () => ({ name: 'wrong copy', contributes: {} });\nexport const relu = {};\nexport class ConfigError extends Error {}`);
    const plugin = await loaded('own-copy');
    expect(plugin).toMatchObject({ name: 'own' });
    expect(plugin).toHaveProperty('contributes.layers', [relu]);
  });

  it('an inversify module, which errors call by its file', async () => {
    write('module.ts', `import { ContainerModule } from 'inversify';\nexport default new ContainerModule(() => {});`);
    expect(await loaded('./module.ts')).toMatchObject({ name: './module.ts', module: expect.any(ContainerModule) });
  });

  it('loaded once where it is listed twice, and passed through where it was given in code', async () => {
    write('twice.ts', spiralFile(1, 'twice'));
    const given = definePlugin({ name: 'given', contributes: {} });
    const [first, second, ...others] = await loadPlugins(['./twice.ts', given, 'twice.ts'], folder);
    expect([first, second, others]).toEqual([expect.objectContaining({ name: 'twice' }), given, []]);
    expect(await loadPlugins(['twice.ts', ...first === undefined ? [] : [first]], folder)).toEqual([first]);
  });
});

describe('a plugin that cannot be loaded is told of, with the place where it is named', () => {
  const cases: readonly (readonly [what: string, specifier: string, text: string | undefined, parts: readonly string[]])[] = [
    ['a file that is not there', './plian.ts', undefined, ['plugins[0]: ./plian.ts: there is no such plugin', 'did you mean: plain.ts?']],
    ['a folder', './strict', undefined, ['there is no such plugin', 'is a folder']],
    ['a package that is not installed', 'chainrule-plugin-nowhere', undefined, ['plugins[0]: chainrule-plugin-nowhere: the package is not installed', 'npm install chainrule-plugin-nowhere; a file starts with ./']],
    ['a file without its ./ and ending', 'plain', undefined, ['the package is not installed', 'did you mean: ./plain']],
    ['an import of a package that is not there', './imports.ts', `import { swish } from 'swish-nowhere';\nexport default swish;`, ['./imports.ts: the plugin imports what is not there', 'got: swish-nowhere', 'npm install swish-nowhere']],
    ['an import of a file that is not there', './importsFile.ts', `import { swish } from './nowhere.ts';\nexport default swish;`, ['the plugin imports what is not there', 'nowhere.ts', 'check the path of the import']],
    ['an import of a name that is not there', './importsName.ts', `import { definePlugim } from 'chainrule';\nexport default definePlugim({ name: 'a', contributes: {} });`, ['the plugin cannot be loaded', 'definePlugim', 'importsName.ts:2']],
    ['a throw', './throws.ts', `const size: number = 1;\n\nthrow new RangeError('not today');\nexport default size;`, ['./throws.ts: the plugin cannot be loaded', 'RangeError: not today at ', 'throws.ts:3\n', 'next: correct its file']],
    ['a throw of what is no error', './throwsText.ts', `throw 'just so';`, ['the plugin cannot be loaded', 'got: just so']],
    ['an error of the framework', './wrongOption.ts', `import { l2, definePlugin } from 'chainrule';\nimport { tanh } from 'chainrule';\nexport default definePlugin({ name: 'a', contributes: { layers: [tanh(3 as never)] } } as never);`, ['the plugin cannot be loaded', 'options that are not an object']],
    ['a syntax error', './syntax.ts', `export const size = 1;\nexport default {\n  name: 'a' contributes: {},\n};`, ['the plugin cannot be loaded', 'ParseError', 'syntax.ts:3:']],
    ['another version', './newer.mjs', `export default { name: 'newer', api: 99, contributes: {} };`, ['newer (./newer.mjs): the plugin was written for another chainrule', 'version 99', 'expected: version 1', 'update chainrule']],
    ['an older version', './older.mjs', `export default { name: 'older', api: 0, contributes: {} };`, ['update the plugin']],
    ['nothing exported', './nothing.ts', `export const plugin = 1;`, ['./nothing.ts: this is no plugin', 'got: nothing', 'export default definePlugin']],
    ['no name', './nameless.ts', `export default { contributes: {} };`, ['this is no plugin', 'got: an object with contributes']],
    ['a name that is no text', './oddName.ts', `export default { name: 3, contributes: {} };`, ['this is no plugin', 'got: name: 3']],
    ['no contributions', './bare.ts', `export default { name: 'bare' };`, ['bare (./bare.ts): this is no plugin', 'contributes: nothing']],
    ['an unknown key', './key.ts', `export default { name: 'key', contributes: { layer: [] } };`, ['key (./key.ts): contributes.layer: nothing is contributed under this key', 'did you mean: layers?']],
    ['no list', './list.ts', `import { relu } from 'chainrule';\nexport default { name: 'list', contributes: { layers: relu } };`, ['contributes.layers: not a list', 'of what defineLayer gave']],
    ['a reference in place of a builder', './called.ts', `import { relu } from 'chainrule';\nexport default { name: 'called', contributes: { layers: [relu()] } };`, ['contributes.layers[0]: not a layer', 'got: a reference to "relu", which calling its builder gave', 'defineLayer({ name, summary, options, create }) gave, not called']],
    ['a component of another kind', './kind.ts', `import { l2 } from 'chainrule';\nexport default { name: 'kind', contributes: { layers: [l2] } };`, ['contributes.layers[0]: not a layer', 'got: the regularizer "l2"', 'next: list it under regularizers']],
    ['a wrong field', './field.ts', `import { defineLayer } from 'chainrule';\nexport default { name: 'field', contributes: { layers: [defineLayer({ name: 5, summary: '', options: () => 0, create: () => 0, inject: 'LOGGER' })] } };`, ['field (./field.ts): contributes.layers[0]: not a layer', 'got: name: 5, inject: "LOGGER"', 'expected: name, a text; inject, a list of tokens', 'next: correct the definition: defineLayer({ name, summary, options, create })']],
    ['a definition that its definer did not see', './undefined.ts', `export default { name: 'plain', contributes: { layers: [{ name: 'q', summary: 's', options: () => 0 }] } };`, ['contributes.layers[0]: not a layer', 'got: an object with name, summary, options', 'next: give it create, and write defineLayer({ … }) around it']],
    ['no command', './command.ts', `export default { name: 'command', contributes: { commands: [{ name: 'a' }] } };`, ['contributes.commands[0]: not a command']],
    ['a command whose name nobody can type', './commandName.ts', `export default { name: 'command', contributes: { commands: [{ name: 'say hello', options: () => 0, run: () => 0 }] } };`, ['contributes.commands[0]: not a name for a command', 'got: "say hello"']],
  ];

  it.each(cases)('%s', async (_, specifier, text, parts) => {
    write('plain.ts', spiralFile(2));
    write('strict/any.ts', '');
    if (text !== undefined) write(specifier, text);
    const error = await refusal(specifier);
    expect(error).toBeInstanceOf(PluginError);
    for (const part of parts) expect(String(error)).toContain(part);
  });
});

describe('a package', () => {
  const installed = (name: string, version: string) => write(`node_modules/${name}/package.json`, JSON.stringify({ name, version }));
  const peers = (name: string, peerDependencies: object, more: object = {}) => {
    writePackage(name, { type: 'module', main: './index.js', peerDependencies, ...more }, named(name));
    return refusal(name);
  };

  it('whose peers are there is loaded', async () => {
    installed('there', '2.5.0');
    expect(await peers('satisfied', { chainrule: '>=0.1.0', zod: '^4.0.0', inversify: '>=7', there: '^2.1.0', absent: '*' }, { peerDependenciesMeta: { absent: { optional: true } } })).toBe('nothing was wrong');
    expect(await peers('odd-ranges', { chainrule: 'workspace:*', there: 'latest' })).toBe('nothing was wrong');
  });

  it.each<readonly [string, object, readonly string[]]>([
    ['another chainrule', { chainrule: '^9.0.0' }, ['the plugin was written for another chainrule', 'got: chainrule ', 'expected: chainrule ^9.0.0', 'next: install a version of the plugin for this chainrule']],
    ['what is not installed', { 'nowhere-found': '^3.1.0' }, ['the plugin needs a package that is not installed', 'got: no nowhere-found', 'expected: nowhere-found ^3.1.0, beside the plugin', 'next: npm install nowhere-found@"^3.1.0"']],
    ['another version of what is installed', { there: '^1.0.0' }, ['the plugin needs another version of a package', 'got: there 2.5.0', 'expected: there ^1.0.0', 'next: npm install there@"^1.0.0"']],
    ['another zod than it is given', { zod: '^3.0.0' }, ['the plugin needs another version of a package', 'got: zod 4.', 'expected: zod ^3.0.0', 'next: install a version of the plugin']],
  ])('that needs %s is refused', async (_, wanted, parts) => {
    installed('there', '2.5.0');
    const error = await peers('needy', wanted);
    expect(error).toBeInstanceOf(PluginError);
    for (const part of ['plugins[0]: needy: ', ...parts]) expect(String(error)).toContain(part);
  });
});
