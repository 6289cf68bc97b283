import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barChart, pngOf, svgOf } from '../../src/charts/index.ts';
import { palette } from '../../src/charts/palette.ts';
import { benchmarkReport, reportPage, verificationReport, writeReport } from '../../src/report/index.ts';
import type { Block, Report } from '../../src/report/index.ts';
import { benchmark, verifications } from './fixtures.ts';

const blocksOf = (report: Report): readonly Block[] => report.sections.flatMap(({ blocks }) => blocks);
const tablesOf = (report: Report) => blocksOf(report).flatMap(block => (block.kind === 'table' ? [block] : []));
const textsOf = (report: Report) => blocksOf(report).flatMap(block => (block.kind === 'text' || block.kind === 'verdict' ? [block.text] : block.kind === 'list' ? block.items : []));

describe('a page', () => {
  const report: Report = { title: '<script>alert(1)</script>', subtitle: 'a & b', sections: [{ heading: 'H', blocks: [{ kind: 'text', text: 'run `npm <x>` now' }, { kind: 'code', text: 'a < b' }] }] };

  it('holds texts as texts, and code between backticks', () => {
    const page = reportPage(report);
    expect(page).not.toContain('<script');
    expect(page).toContain('<p>run <code>npm &lt;x&gt;</code> now</p>');
    expect(page).toContain('<code>a &lt; b</code>');
  });

  it('keeps the lines of a verdict apart', () => {
    expect(reportPage(report)).toMatch(/\.verdict\{[^}]*white-space:pre-line/);
  });

  it('lets no request leave it', () => {
    const page = reportPage(benchmarkReport(benchmark));
    expect(page).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"");
    expect([...page.matchAll(/(?:href|src|url)\s*[=(]\s*["']?([^"')>\s]+)/g)].map(([, address]) => address)).toEqual(['data:,']);
  });

  it('has tables whose rows are as long as their heads, numbers to the right', () => {
    const tables = [benchmarkReport(benchmark), verificationReport([verifications.right, verifications.wrong])].flatMap(tablesOf);
    expect(tables.length).toBeGreaterThan(5);
    for (const { columns, rows } of tables) expect(rows.every(row => row.length === columns.length)).toBe(true);
    expect(reportPage({ title: 't', sections: [{ heading: 'h', blocks: [{ kind: 'table', caption: 'c', columns: [{ title: 'a' }, { title: 'b', numeric: true }], rows: [['x', '1']] }] }] }))
      .toContain('<th scope="row">x</th><td class="number">1</td>');
  });
});

describe('the report of a benchmark', () => {
  const report = benchmarkReport(benchmark);

  it('answers in sentences', () => {
    const texts = textsOf(report);
    expect(texts).toContain('`native` takes 0.675 ms a step: 190,000 samples a second. The next, `onnx:cpu`, takes 1.94 times as long (1.82–2.04).');
    expect(texts).toContain('On `tfjs:cpu` the same step takes 1.07 times as long by tf.grad (1.00–1.12). The machine was too noisy: which is faster cannot be told: the interval contains 1.');
    expect(texts).toContain('On `tfjs:webgl` nothing can be told: too few rounds.');
    expect(texts).toContain('`native` is faster than TypeScript loops from batches of about 1.40 samples: at 1 it is not, or not surely, at 2 it is.');
    expect(texts).toContain('`onnx:wasm`: not ranked: its first losses deviate by 3.1e-2 from those of typescript:float64');
    expect(texts).toContain('other work took 22 % of this machine while it measured');
  });

  it('says all of a contender in one line', () => {
    const [first, second, ...others] = benchmark.contenders;
    const noisy = second && { ...second, about: 'ONNX Runtime', stable: false, timesFastest: second.timesFastest && { ...second.timesFastest, noise: ['one', 'two'] } };
    const texts = textsOf(benchmarkReport({ ...benchmark, contenders: [first, noisy, ...others].flatMap(own => own ?? []) }));
    expect(texts).toContain('`onnx:cpu`: ONNX Runtime; its time had not settled before the first round; one; two');
  });

  it('draws the slowest layer of a profile first', () => {
    const [profile] = benchmark.profiles;
    const part = (layer: string, milliseconds: number) => ({ layer, operation: 'add', pass: 'forward' as const, milliseconds });
    const profiles = profile === undefined ? [] : [{ ...profile, parts: [part('one', 5), part('two', 4), part('two', 3)] }];
    const charts = blocksOf(benchmarkReport({ ...benchmark, profiles })).flatMap(block => (block.kind === 'chart' ? [block.chart.description] : []));
    expect(charts).toContain('12.0 ms a step: two 58 %, one 42 %.');
  });

  it('leaves out what was not measured', () => {
    const bare = benchmarkReport({ ...benchmark, contenders: [], leftOut: [], speedUps: [], breakEven: null, profiles: [], notes: [], limit: null });
    expect(bare.sections.map(({ heading }) => heading)).toEqual(['Which backend is fastest?', 'How it was measured']);
    expect(textsOf(bare)).toEqual(['No contender computes what the float64 oracle computes: none can be ranked.']);
  });

  it.each([
    [{ kind: 'from the smallest', size: 1 }, 'is faster than TypeScript loops from the smallest size measured, batches of 1 sample.'],
    [{ kind: 'never here', largest: 64 }, 'is not surely faster than TypeScript loops at any size up to the largest measured, batches of 64 samples.'],
  ] as const)('says from where a backend pays: %o', (crossing, sentence) => {
    const { breakEven } = benchmark;
    const texts = textsOf(benchmarkReport({ ...benchmark, breakEven: breakEven && { ...breakEven, crossing } }));
    expect(texts.filter(text => text.includes(sentence))).toHaveLength(1);
  });
});

describe('the report of a verification', () => {
  it('shows what is wrong first, with the numbers side by side and the hint', () => {
    const report = verificationReport([verifications.wrong]);
    expect(report.sections.map(({ heading }) => heading)).toEqual(['Verdict', 'Wrong: the layer swish', 'tf.js stands alone: matMul', 'Every gradient of my <layer>', 'How it was checked']);
    expect(blocksOf(report)[0]).toEqual({ kind: 'verdict', passed: false, text: 'the layer swish is wrong: kernel, by a factor of 2' });
    expect(tablesOf(report)[0]?.rows).toEqual([['swish/kernel', 'wrong', '[1,\u00A05]', '0.1476', '0.073800007', '0.0738', '0.0738', '0.0738', '410,000', '7 of 12', '5']]);
    expect(textsOf(report)).toContain('by hand it is 2 times what central differences say, in every element: a factor');
  });

  it('says that a gradient is 0 throughout, of which little can be learned', () => {
    const figures = verifications.right.figures.map(figure => ({ ...figure, vanishes: true }));
    expect(tablesOf(verificationReport([{ ...verifications.right, figures }])).flatMap(({ rows }) => rows.map(row => row[1]))).toEqual(figures.map(() => 'agrees, but 0 throughout'));
  });

  it('of several shows all in one table, and in full those that failed', () => {
    const report = verificationReport([verifications.right, verifications.wrong]);
    expect(textsOf(report)[0]).toBe('Wrong gradients in 1 of 2: `my <layer>`.');
    expect(report.sections.map(({ heading }) => heading)).not.toContain('Every gradient of examples/mnist.yaml');
    expect(textsOf(verificationReport([verifications.right, verifications.right]))[0]).toBe('The gradients of all 2 are right.');
  });

  it('is drawn even where a number is not finite, or nothing could be compared', () => {
    const [first] = verifications.right.figures;
    const hollow = first === undefined ? [] : [{ ...first, status: 'not compared' as const, worst: undefined, excess: { differences: null, autodiff: {}, backends: { native: Number.POSITIVE_INFINITY } } }];
    const page = reportPage(verificationReport([{ ...verifications.right, figures: hollow }]));
    expect(page).toContain('not finite');
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chainrule-report-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const svg = svgOf(barChart({ title: 'Times', axis: 'ms', bars: [{ label: 'native', value: 1 }] }), 400);

  it('writes a page, and makes its folder', async () => {
    const file = join(folder, 'a', 'b.html');
    await writeReport(file, benchmarkReport(benchmark));
    expect(await readFile(file, 'utf8')).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
  });

  it('says why a page cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(writeReport(join(folder, 'file', 'b.html'), benchmarkReport(benchmark))).rejects.toThrow(/b\.html: the report cannot be written\n {2}got: .*\n {2}next: name a file in a folder that you may write to/);
  });

  it.each(['light', 'dark'] as const)('makes a picture, %s', async theme => {
    const bytes = Buffer.from(await pngOf(svg, 800, { theme }));
    expect([bytes.subarray(1, 4).toString('latin1'), bytes.readUInt32BE(16)]).toEqual(['PNG', 800]);
    expect([svg.includes('var('), svg.includes(palette[theme]['series-0'] ?? '')]).toEqual([false, true]);
  });

  it('says what is wrong with a picture', async () => {
    await expect(pngOf('no picture', 100)).rejects.toThrow(/svg: this text cannot be drawn\n {2}got: no picture\n {2}expected: an SVG element/);
    await expect(pngOf(svg, 0.5)).rejects.toThrow(/width: a picture cannot have this width\n {2}got: 0.5\n {2}expected: whole pixels from 1 to 16384/);
  });
});
