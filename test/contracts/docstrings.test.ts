import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as testing from 'chainrule/testing';
import { afterAll, describe, expect, it, vi } from 'vitest';

const source = fileURLToPath(new URL('../../src/testing/', import.meta.url));
const examples = readdirSync(source).flatMap(file => (
  [...readFileSync(join(source, file), 'utf8').matchAll(/^ \* ```ts\n([\s\S]*?)^ \* ```/gmu)].map(([, code = '']) => ({ file, code: code.replaceAll(/^ \* ?/gmu, '') }))));

const folder = mkdtempSync(fileURLToPath(new URL('.docstrings-', import.meta.url)));
afterAll(() => rmSync(folder, { recursive: true }));
vi.spyOn(console, 'log').mockImplementation(() => {});

/** An example registers its own tests where it is imported, so that it is not imported in one. */
for (const [index, { code }] of examples.entries()) {
  const file = join(folder, `example${index}.ts`);
  writeFileSync(file, code);
  await import(/* @vite-ignore */ pathToFileURL(file).href);
}

/** What compares numbers and lists checks is of use to a contract of one's own alone. */
const withoutExample = ['checksOrFailure', 'expectClose', 'worstMismatch'];

describe('the docstrings of chainrule/testing', () => {
  it('show every function', () => {
    const shown = examples.map(({ code }) => code).join('\n');
    const functions = Object.entries(testing).filter(([, value]) => typeof value === 'function').map(([name]) => name);
    expect(functions.filter(name => !shown.includes(`${name}(`)).toSorted()).toEqual(withoutExample);
  });

  it('have examples that ran', () => {
    expect(console.log).toHaveBeenCalledWith(expect.stringMatching(/^\d+ checks passed$/u));
  });
});
