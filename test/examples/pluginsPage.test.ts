import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { command } from '../cli/helpers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/plugins.md'), 'utf8');
const folder = mkdtempSync(fileURLToPath(new URL('.page-', import.meta.url)));
const before = process.cwd();

type Step = { readonly title: string; readonly file: string; readonly text: string } | { readonly title: string; readonly typed: string; readonly expected: string };

/** What a reader of the page does, in its order: files that are written, and commands with what they print. */
const steps = [...page.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gmu)].flatMap(([, language, file, text = '']): readonly Step[] => {
  if (file !== undefined) return [{ title: `writes ${file}`, file, text }];
  if (language !== 'console') return [];
  return text.split(/^\$ /mu).slice(1).map(part => {
    const [typed = '', ...lines] = part.trimEnd().split('\n');
    return { title: typed, typed, expected: lines.join('\n') };
  });
});

beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

describe('docs/plugins.md', () => {
  it('has steps', () => expect(steps.length).toBeGreaterThan(20));

  it.each(steps.map(step => [step.title, step] as const))('%s', async (_, step) => {
    if ('file' in step) write(step.file, step.text);
    else expect(`${plain(await printed(step.typed))}\n`).toMatch(patternOf(plain(step.expected)));
  });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What a command prints on both streams. */
async function printed(typed: string): Promise<string> {
  const [program, ...words] = (typed.match(/'[^']*'|\S+/gu) ?? []).map(word => word.replaceAll("'", ''));
  if (program === 'cd') return changeFolder(words[0]);
  const [tool, ...given] = words;
  if (tool === 'tsx') return loggedBy(given[0]);
  if (tool === 'vitest') return vitest(given);
  if (program !== 'npx' || tool !== 'chainrule') throw new Error(`the page types what this test does not run: ${typed}`);
  const { out, err } = await command(...given);
  return `${err}${out}`;
}

function changeFolder(name = '.'): string {
  process.chdir(name);
  return '';
}

async function loggedBy(file = ''): Promise<string> {
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import(/* @vite-ignore */ pathToFileURL(file).href);
  const lines = said.mock.calls.map(([line]) => String(line));
  said.mockRestore();
  return lines.join('\n');
}

/** The user's own vitest, with the packages that this checkout would install. */
async function vitest(words: readonly string[]): Promise<string> {
  const alias = { 'chainrule/testing': join(root, 'src/testing/index.ts'), chainrule: join(root, 'src/index.ts') };
  write('vitest.config.mjs', `export default ${JSON.stringify({ resolve: { alias } })};\n`);
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^VITEST|^NODE_OPTIONS$|^TEST$/u.test(name)));
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...words], { env: { ...environment, NO_COLOR: '1' } });
  const text: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => void text.push(String(chunk)));
  await new Promise(resolve => { child.on('close', resolve); });
  return text.join('');
}

/** Without what differs from machine to machine: times, and the digits of figures. */
function plain(text: string): string {
  return text.trim().replaceAll(/\b\d+(?:\.\d+)? ?m?s\b/gu, 'TIME').replaceAll(/\d+\.\d{3,}/gu, 'FIGURE').replaceAll(/[ \t]+$/gmu, '');
}

/** `…` alone on a line stands for any lines, elsewhere for the rest of what is there. */
function patternOf(expected: string): RegExp {
  const lines = expected.split('\n').map(line => (line === '…' ? '(?:.*\\n)*?' : `${line.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&').replaceAll('…', '.*')}\\n`));
  return new RegExp(`^${lines.join('')}$`, 'u');
}
