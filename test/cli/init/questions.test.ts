import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { workplace } from '../helpers.ts';
import { irisLike } from './tables.ts';

const { folder, path, write } = workplace();
write('iris.csv', irisLike().join('\n'));
const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** `script` of util-linux runs a command on a terminal of its own. */
const terminal = process.platform === 'linux' && spawnSync('script', ['--version']).error === undefined;

/** Answers each question, once it is shown, with some keys; gives the exit code and all that the terminal showed. */
function answered(words: string, answers: readonly (readonly [question: string, keys: string])[]): Promise<{ readonly code: number | null; readonly shown: string }> {
  const line = `stty cols 100; exec '${process.execPath}' --import '${import.meta.resolve('tsx')}' '${main}' ${words}`;
  const child = spawn('script', ['-qefc', line, '/dev/null'], { cwd: folder, env: { ...process.env, TSX_TSCONFIG_PATH: `${root}/tsconfig.json`, TERM: 'xterm', SHELL: '/bin/sh' } });
  const left = [...answers];
  let [shown, seen] = ['', 0];
  child.stdout.on('data', chunk => {
    shown += String(chunk);
    const [next] = left;
    if (next === undefined || !shown.slice(seen).includes(next[0])) return;
    left.shift();
    seen = shown.length;
    child.stdin.write(next[1]);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({ code, shown }));
  });
}

const [down, enter, interrupt] = ['\u001B[B', '\r', '\u0003'];

describe.skipIf(!terminal)(`chainrule init on a terminal${terminal ? '' : ' (skipped: script of util-linux is not installed)'}`, () => {
  it('asks for the target and for what it holds', async () => {
    const { code, shown } = await answered('init asked --data iris.csv', [['Which column', down + enter], ['What does petal length hold', enter]]);
    expect(code, shown).toBe(0);
    expect(shown).toContain('predicts petal length: a number');
    expect(readFileSync(path('asked', 'iris.yaml'), 'utf8')).toContain('target: petal length\n');
  });

  it('asks what to learn from, and for the file', async () => {
    const { code, shown } = await answered('init named', [['What is to be learned from', down + down + enter], ['Which file', `iris.csv${enter}`], ['Which column', enter]]);
    expect(code, shown).toBe(0);
    expect(readFileSync(path('named', 'iris.yaml'), 'utf8')).toContain('target: { column: Species, as: class');
  });

  it.each([['at the first question', []], ['at the second', [['What is to be learned from', down + down + enter] as const]]])('ends at Ctrl-C %s with 130, and has written nothing', async (_, before) => {
    const { code, shown } = await answered('init stopped', [...before, [before.length === 0 ? 'What is to be learned from' : 'Which file', interrupt]]);
    expect(code, shown).toBe(130);
    expect(shown).toContain('nothing is written');
    expect(existsSync(path('stopped'))).toBe(false);
  });
});
