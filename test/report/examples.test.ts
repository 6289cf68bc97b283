import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as charts from 'chainrule/charts';
import * as report from 'chainrule/report';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { benchmark, verifications } from './fixtures.ts';

const source = (folder: string) => fileURLToPath(new URL(`../../src/${folder}/`, import.meta.url));

interface Example {
  readonly file: string;
  readonly code: string;
}

/** The examples in the docstrings of a folder. */
async function examplesIn(folder: string): Promise<readonly Example[]> {
  const files = (await readdir(source(folder))).filter(name => name.endsWith('.ts'));
  const texts = await Promise.all(files.map(async file => ({ file: `${folder}/${file}`, text: await readFile(join(source(folder), file), 'utf8') })));
  return texts.flatMap(({ file, text }) => [...text.matchAll(/^ \* ```ts\n([\s\S]*?)^ \* ```/gmu)].map(([, code = '']) => ({ file, code: code.replaceAll(/^ \* ?/gmu, '') })));
}

const examples = [...await examplesIn('charts'), ...await examplesIn('report')];
const functionsOf = (names: object) => Object.entries(names).filter(([, value]) => typeof value === 'function').map(([name]) => name);

describe('the examples in docstrings', () => {
  const before = process.cwd();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(fileURLToPath(new URL('.examples-', import.meta.url)));
    await writeFile(join(folder, 'mnist.json'), JSON.stringify(benchmark));
    await writeFile(join(folder, 'verified.json'), JSON.stringify({ passed: true, verifications: [verifications.right] }));
    process.chdir(folder);
  });
  afterAll(async () => {
    process.chdir(before);
    await rm(folder, { recursive: true });
  });

  it('show every public function', () => {
    const shown = examples.map(({ code }) => code).join('\n');
    expect([...functionsOf(charts), ...functionsOf(report)].filter(name => !shown.includes(`${name}(`))).toEqual([]);
  });

  it.each(examples.map((example, index) => ({ ...example, index })))('of $file runs', async ({ code, index }) => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => {});
    const file = join(folder, `example${index}.ts`);
    await writeFile(file, code);
    await import(/* @vite-ignore */ pathToFileURL(file).href);
    const lines = said.mock.calls.map(([line]) => (Array.isArray(line) ? line.join() : String(line)));
    said.mockRestore();
    const written = (await readdir(folder, { recursive: true })).filter(name => /\.(?:svg|png|html)$/u.test(name));
    expect(lines.length + written.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^(?:<svg|<!DOCTYPE|[a-z-]+\.png)/u);
  });
});

describe('the public names', () => {
  it('of chainrule/charts are these', () => {
    expect(Object.keys(charts).toSorted()).toEqual(['animationOf', 'answeredField', 'barChart', 'boundaryChart', 'heatMap', 'histogram', 'imageGrid', 'lineChart', 'pngOf', 'profileChart', 'ratioChart', 'scatterChart', 'svgOf']);
  });

  it('of chainrule/report are these', () => {
    expect(Object.keys(report).toSorted()).toEqual(['benchmarkReport', 'reportPage', 'verificationReport', 'writePictures', 'writeReport']);
  });
});
