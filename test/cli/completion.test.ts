import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { scripts } from '../../src/cli/completion/scripts.ts';
import { createProgram } from '../../src/cli/program.ts';
import { command, expectBadInput, workplace } from './helpers.ts';

const { folder, path, write } = workplace();
const run = promisify(execFile);

/** The candidates without their descriptions. */
async function candidates(...words: readonly string[]): Promise<readonly string[]> {
  const { code, out } = await command('completion-candidates', '--', ...words);
  expect(code).toBe(0);
  return out.split('\n').filter(line => line !== '').map(line => line.split('\t')[0] ?? '');
}

describe('what can come next', () => {
  const program = createProgram(() => undefined);
  const visible = program.createHelp().visibleCommands(program);

  it('is every command, with its description', async () => {
    const { out } = await command('completion-candidates', '--', '');
    for (const own of visible) expect(out).toContain(`${own.name()}\t${own.description()}\n`);
    expect(out).not.toContain('completion-candidates');
  });

  it.each(visible.map(own => [own.name(), own] as const))('is every flag of %s', async (name, own) => {
    const flags = own.options.filter(({ hidden }) => !hidden).map(({ long }) => long);
    expect(await candidates(name, '--')).toEqual(expect.arrayContaining([...flags, '--help']));
  });

  it('is what begins as the word does', async () => {
    expect(await candidates('tr')).toEqual(['train']);
    expect(await candidates('train', 'x.yaml', '--ba')).toEqual(['--backend']);
    expect(await candidates('nonsense', '')).not.toContain(':config');
  });

  it('is a file, where one stands', async () => {
    expect(await candidates('train', '')).toEqual([':config']);
    expect(await candidates('evaluate', '')).toEqual([':folder']);
    expect(await candidates('train', 'x.yaml', '--output', '')).toEqual([':folder']);
    expect(await candidates('init', '--data', 'ir')).toEqual([':file']);
    expect(await candidates('train', '--seed', '3', '--json', '')).toEqual([':config']);
    expect(await candidates('train', 'x.yaml', '')).toEqual([]);
  });

  it('is a value that can be chosen, a backend, a kind, the name of a component', async () => {
    expect(await candidates('evaluate', 'runs/x', '--part', 't')).toEqual(['train', 'test']);
    expect(await candidates('train', '--backend', 'onnx:')).toEqual(['onnx:cpu', 'onnx:wasm']);
    expect(await candidates('train', '--backend=nat')).toEqual(['--backend=native']);
    expect(await candidates('train', '--backend', 'native,onnx:c')).toEqual(['native,onnx:cpu']);
    expect(await candidates('init', 'pl')).toEqual(['plugin', ':folder']);
    expect(await candidates('init', 'plugin', 'mine', '--kind', 'd')).toEqual(['dataSource']);
    expect(await candidates('list', 'opt')).toEqual(['optimizers']);
    expect(await candidates('explain', 'dense')).toEqual(['dense']);
    expect(await candidates('explain', '')).toEqual(expect.arrayContaining(['adam', 'relu', 'l2', 'csv', 'accuracy']));
  });

  it('is nothing, quietly, behind nonsense', async () => {
    expect(await command('completion-candidates', '--', 'train', 'a', 'b', 'c', '--seed=3', '')).toMatchObject({ code: 0, out: '', err: '' });
  });
});

describe('chainrule completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints the script for %s', async shell => {
    expect(await command('completion', shell)).toEqual({ code: 0, out: `${scripts[shell] ?? ''}\n`, err: '' });
  });

  it('names the shells that there are', async () => {
    expectBadInput(await command('completion', 'tcsh'), ['bash', 'zsh', 'fish']);
  });
});

/** A command that stands where `chainrule` would, on the path of the shells. */
const bin = path('bin');
mkdirSync(bin);
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
write('bin/chainrule', `#!/bin/sh\nTSX_TSCONFIG_PATH='${root}/tsconfig.json' exec '${process.execPath}' --import '${import.meta.resolve('tsx')}' '${main}' "$@"\n`);
chmodSync(path('bin/chainrule'), 0o755);
write('iris.yaml', '');
write('iris.csv', '');
mkdirSync(path('irises'));

const missing = (shell: string) => spawnSync(shell, ['--version']).error !== undefined;
const environment = { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
const shell = async (name: string, script: string) => (await run(name, ['-c', script], { cwd: folder, env: environment })).stdout.split('\n').filter(line => line !== '').sort();

/** What the tab key would give at the end of the line: bash cuts words at colons and equals signs too. */
function inBash(line: string): Promise<readonly string[]> {
  return shell('bash', `eval "$(chainrule completion bash)"
COMP_LINE=${JSON.stringify(line)}; COMP_POINT=\${#COMP_LINE}; read -ra COMP_WORDS <<< "\${COMP_LINE//[:=]/ & }"; COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_chainrule chainrule; printf '%s\\n' "\${COMPREPLY[@]}"`);
}

describe.skipIf(missing('bash'))('in bash', () => {
  it.each([
    ['chainrule tr', ['train']],
    ['chainrule train ir', ['iris.yaml', 'irises']],
    ['chainrule evaluate ir', ['irises']],
    ['chainrule init --data ir', ['iris.csv', 'iris.yaml', 'irises']],
    ['chainrule train iris.yaml --backend onnx:', ['cpu', 'wasm']],
    ['chainrule train iris.yaml --backend=onn', ['onnx:cpu', 'onnx:wasm']],
    ['chainrule train iris.yaml --backend native,ty', ['native,typescript']],
    ['chainrule train iris.yaml --backend typescript,w', ['typescript,wasm']],
    ['chainrule train iris.yaml --backend=typescript,w', ['typescript,wasm']],
  ])('%s', async (line, expected) => {
    expect(await inBash(line)).toEqual(expected);
  });
});

describe.skipIf(missing('fish'))(`in fish${missing('fish') ? ' (skipped: it is not installed)' : ''}`, () => {
  it.each([
    ['chainrule tr', ['train']],
    ['chainrule train ir', ['iris.csv', 'iris.yaml', 'irises/']],
    ['chainrule evaluate ir', ['irises/']],
    ['chainrule train iris.yaml --backend onnx:', ['onnx:cpu', 'onnx:wasm']],
  ])('%s', async (line, expected) => {
    const lines = await shell('fish', `chainrule completion fish | source; complete -C ${JSON.stringify(line)}`);
    expect(lines.map(each => each.split('\t')[0])).toEqual(expected);
  });
});

describe.skipIf(missing('zsh'))(`in zsh${missing('zsh') ? ' (skipped: it is not installed)' : ''}`, () => {
  it('is a script that it takes', async () => {
    expect(await shell('zsh', 'autoload -Uz compinit; compinit -u -d ./.zcompdump; eval "$(chainrule completion zsh)"; print $_comps[chainrule]')).toEqual(['_chainrule']);
  });

  it('describes what can come next', async () => {
    const lines = await shell('zsh', `compdef() { :; }; _describe() { shift; print -rl \${(P)1}; }; _files() { print -r files $@; }; eval "$(chainrule completion zsh)"
words=(chainrule tr); CURRENT=2; _chainrule; words=(chainrule train ''); CURRENT=3; _chainrule; words=(chainrule train --backend onnx:c); CURRENT=4; _chainrule`);
    expect(lines).toEqual(['files -g *.(yaml|yml|json)', 'onnx\\:cpu', expect.stringMatching(/^train:train the model/u)]);
  });
});
