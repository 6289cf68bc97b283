import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, vi } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';

/** What a command wrote and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder that is removed after the tests of the file. */
export interface Workplace {
  readonly folder: string;
  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): string;
  path(...names: readonly string[]): string;
}

export function workplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-cli-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    path: (...names) => join(folder, ...names),
    write(name, content) {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
  };
}

/** Runs the command line in this process. */
export async function command(...words: readonly string[]): Promise<Ended> {
  const text = { out: '', err: '' };
  const collect = (stream: 'out' | 'err') => (chunk: string | Uint8Array) => {
    text[stream] += String(chunk);
    return true;
  };
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation(collect('out')), vi.spyOn(process.stderr, 'write').mockImplementation(collect('err'))];
  try {
    const code = await runCommandLine(words);
    return { code, ...text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts the command in a process of its own. Its working directory is the folder; TypeScript is loaded from the repository. CI is set since it tempts colour libraries to colour a stream that is no terminal. */
export function start(words: readonly string[], folder: string): { readonly process: ChildProcess; readonly ended: Promise<Ended> } {
  const loader = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', loader, main, ...words], { cwd: folder, env: { ...process.env, CI: 'true', TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') } });
  const text = { out: '', err: '' };
  child.stdout.on('data', chunk => { text.out += String(chunk); });
  child.stderr.on('data', chunk => { text.err += String(chunk); });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({ code, ...text }));
  });
  return { process: child, ended };
}

/** Expects one plain error: exit code 2, all parts in its message, no stack trace, no result, and nothing written to `output`. */
export function expectBadInput({ code, out, err }: Ended, parts: readonly string[], output?: string): void {
  for (const part of parts) expect(err).toContain(part);
  expect(err).toMatch(/^error: /u);
  expect(err).not.toMatch(/\n\s+at /u);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  if (output !== undefined) expect(existsSync(output)).toBe(false);
}

/** Learns which of two numbers is larger. */
export const config = `model:
  - { use: dense, units: 8, activation: tanh }
  - { use: dense, units: 2 }
loss: categoricalCrossEntropy
optimizer: { use: adam, learningRate: 0.05 }
data:
  use: arrays
  inputs: [[0, 1], [1, 0], [2, 1], [1, 3], [4, 2], [0, 3], [5, 1], [2, 4]]
  targets: [1, 0, 0, 1, 0, 1, 0, 1]
  test: { inputs: [[0, 2], [3, 1]], targets: [1, 0] }
metrics: [accuracy]
training: { epochs: 30, batchSize: 4 }
seed: 3
`;
