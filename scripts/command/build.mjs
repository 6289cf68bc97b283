// Writes the compiled command line into dist/command as one file, with the packages that every training loads: a start that looks for, reads and links hundreds of modules takes three times as long.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chunksOf, fileOf, program, shared } from './chunks.mjs';
import { licences } from './licences.mjs';
import { packed } from './pack.mjs';

const folder = new URL('../../dist/command', import.meta.url).pathname;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const { chunks, inputs } = await chunksOf(folder);
const text = await packed(chunks, program);
const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
writeFileSync(join(folder, 'main.cjs'), readFileSync(new URL('main.cjs', import.meta.url), 'utf8').replace("'BUILD'", `'${hash}'`), { mode: 0o755 });
writeFileSync(join(folder, 'program.cjs'), text);
for (const name of Object.keys(shared)) writeFileSync(join(folder, `${fileOf(name)}.js`), sharedModule(`./${fileOf(name)}.js`));
writeFileSync(join(folder, 'LICENSES.txt'), licences(inputs));
console.log(`the command line in one file of ${(text.length / 1e6).toFixed(1)} MB, in dist/command`);

/** A module of the program for those whom Node gives ES modules: plugins. */
function sharedModule(name) {
  const names = chunks.get(name).exports;
  const own = names.filter(each => each !== 'default');
  const lines = own.map((each, index) => `const name${index} = chunk[${JSON.stringify(each)}];`);
  return [
    `const chunk = globalThis[Symbol.for('chainrule.command')](${JSON.stringify(name)});`, ...lines,
    `export { ${own.map((each, index) => `name${index} as ${each}`).join(', ')} };`, ...names.length > own.length ? ['export default chunk.default;'] : [], '',
  ].join('\n');
}
