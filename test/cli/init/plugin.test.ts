import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { runInitPlugin } from '../../../src/cli/init/runInitPlugin.ts';
import { command, expectBadInput, workplace } from '../helpers.ts';
import { linkPackages, runInstalled } from './helpers.ts';

const { folder, path } = workplace();
const templates = fileURLToPath(new URL('../../../templates/plugin', import.meta.url));
const kinds = readdirSync(templates).filter(name => name !== 'common').sort();
const nameOf = (kind: string) => `my-${kind.toLowerCase()}-2x`;
const componentOf = (kind: string) => `my${kind[0]?.toUpperCase() ?? ''}${kind.slice(1).toLowerCase()}2x`;

/** Commands write into the working directory. */
async function inFolder<T>(work: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
  }
}

describe('chainrule init plugin', () => {
  beforeAll(async () => {
    linkPackages(folder);
    for (const kind of kinds) expect(await inFolder(() => command('init', 'plugin', nameOf(kind), '--kind', kind))).toMatchObject({ code: 0, err: '' });
  });

  it('has a template for every kind that it offers', async () => {
    const { err } = await command('init', 'plugin', 'mine', '--kind', 'nothing');
    for (const kind of kinds) expect(err).toContain(kind);
    expect(kinds).toHaveLength(10);
  });

  it.each(kinds)('writes a short source for the kind %s, with its names everywhere', kind => {
    const [name, component] = [nameOf(kind), componentOf(kind)];
    const files = readdirSync(path(name), { recursive: true, encoding: 'utf8' }).filter(file => /\.\w+$/u.test(file)).sort();
    expect(files).toEqual(['.gitignore', 'README.md', `${name}.yaml`, 'package.json', `src/${component}.ts`, `test/${component}.test.ts`, 'tsconfig.build.json', 'tsconfig.json'].sort());
    for (const file of files) expect(readFileSync(path(name, file), 'utf8'), file).not.toMatch(/newPart|new-part/u);
    const source = readFileSync(path(name, 'src', `${component}.ts`), 'utf8');
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
    expect(JSON.parse(readFileSync(path(name, 'package.json'), 'utf8'))).toMatchObject({ name, peerDependencies: { chainrule: expect.stringMatching(/^\^\d/u) }, devDependencies: { vitest: expect.any(String) } });
  });

  it('writes packages that pass a type check, the strictest', async () => {
    expect(await runInstalled('typescript', 'bin/tsc', ['--noEmit', '--project', folder], folder)).toEqual({ code: 0, out: '', err: '' });
  });

  it('writes settings of the compiler that it takes', async () => {
    const { code, out } = await runInstalled('typescript', 'bin/tsc', ['--showConfig', '--project', path('my-layer-2x/tsconfig.build.json')], folder);
    expect(code, out).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ compilerOptions: { outDir: './dist', strict: true, noEmit: false }, files: ['./src/myLayer2x.ts'] });
  });

  it('writes packages that pass their tests', async () => {
    const { code, out, err } = await runInstalled('vitest', 'vitest.mjs', ['run', '--no-isolate', '--no-file-parallelism', '--reporter=dot'], folder);
    expect(code, `${out}${err}`).toBe(0);
    expect(out).toMatch(/Test Files {2}10 passed \(10\)/u);
  });

  it.each(kinds.filter(kind => kind !== 'command'))('writes a config that trains: %s', async kind => {
    const { code, err } = await command('train', path(nameOf(kind), `${nameOf(kind)}.yaml`), '--output', path('runs'), '--set', 'training.epochs=2');
    expect(code, err).toBe(0);
    expect(existsSync(path('runs', `${nameOf(kind)}-1`, 'model.safetensors'))).toBe(true);
  });

  it('writes a command that runs', async () => {
    const { code, out, err } = await command('--plugin', path('my-command-2x/src/myCommand2x.ts'), 'my-command-2x', path('my-command-2x/my-command-2x.yaml'), '--epochs', '1');
    expect(code, err).toBe(0);
    expect(out).toMatch(/^dense\/kernel: 0\.\d+\ndense\/bias: 0\.\d+\n$/u);
  });

  it('writes nothing over a file', async () => {
    expectBadInput(await inFolder(() => command('init', 'plugin', 'my-layer-2x')), ['my-layer-2x', 'nothing is written over', 'package.json']);
  });

  it.each([['My Layer', 'my-layer'], ['über', 'did you mean: uber?'], ['class', 'not a name for a plugin'], ['../out', 'not a name for a plugin'], ['myLayer', 'my-layer'], ['dense', 'there is a layer of this name']])('refuses the name %s', async (name, part) => {
    expectBadInput(await inFolder(() => command('init', 'plugin', name)), [part], join(folder, name, 'package.json'));
  });

  it('takes a name that is that of another kind', async () => {
    await inFolder(() => runInitPlugin('adam', { kind: 'layer' }));
    expect(readFileSync(path('adam/src/adam.ts'), 'utf8')).toContain("name: 'adam'");
  });
});
