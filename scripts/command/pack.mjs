import { createRequire, isBuiltin } from 'node:module';
import { transform } from 'esbuild';

const requireHere = createRequire(import.meta.url);
/** CommonJS packages of most trainings. Node's loader of ES modules, which nothing else of them needs, takes twenty milliseconds to come up. */
const required = /\$import\("(koffi)"\)/gu;

/**
 * One script of many ES modules: it evaluates to a function of `require` and of its own address, which runs the chunk of that name. A chunk runs when it is first asked for, as
 * a module does. It has no `import` of its own, which V8's cache of compiled code knows in modules alone.
 */
export async function packed(chunks, program) {
  const functions = await Promise.all([...chunks].map(async ([name, { text }]) => `${JSON.stringify(name)}(exports, module, require) {\n${await scriptOf(text)}},\n`));
  return `((require, $import, $address) => (${run})({\n${functions.join('')}}, ${JSON.stringify(`./${program}.js`)}, require));\n`;
}

async function scriptOf(text) {
  requireCommonJs(text);
  const { code } = await transform(text.replace(/^#!.*\n/u, ''), {
    format: 'cjs', platform: 'node', target: 'node20', supported: { 'dynamic-import': true }, minifyWhitespace: true, define: { 'import.meta.url': '$address', 'import.meta.resolve': 'require.resolve' },
  });
  requireAscii(code);
  return code.replaceAll(/\bimport\("(\.\/[\w.-]+)"\)/gu, 'Promise.resolve().then(()=>require("$1"))').replaceAll(/(?<![.\w$])import\(/gu, '$$import(')
    .replaceAll(required, 'Promise.resolve().then(()=>({default:require("$1")}))');
}

/** Text of one byte a character is read in half the time; esbuild leaves others in patterns alone. */
function requireAscii(code) {
  const [pattern] = /.{0,40}[^\0-\x7F].{0,40}/u.exec(code) ?? [];
  if (pattern !== undefined) throw new Error(`the program is to be ASCII: write the pattern in ${pattern} with escapes`);
}

/** What a chunk needs at once is required, which older versions of Node refuse for ES modules. */
function requireCommonJs(text) {
  for (const [, name] of text.matchAll(/^import .*"([^."][^"]*)";$/gmu)) {
    if (!isBuiltin(name) && requireHere(name)[Symbol.toStringTag] === 'Module') throw new Error(`${name} is an ES module: bundle it, or import it when it is needed`);
  }
}

/** Its text becomes part of the script, so that it uses nothing but its arguments. */
function run(chunks, program, hostRequire) {
  const loaded = new Map();
  const require = name => {
    if (!Object.hasOwn(chunks, name)) return hostRequire(name);
    if (!loaded.has(name)) {
      const module = { exports: {} };
      loaded.set(name, module);
      chunks[name](module.exports, module, require);
    }
    return loaded.get(name).exports;
  };
  require.resolve = name => hostRequire.resolve(name);
  globalThis[Symbol.for('chainrule.command')] = require;
  return require(program);
}
