import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { BenchmarkResult, ContenderResult } from '../../src/benchmark/result.ts';
import { openSubject } from '../../src/cli/bench/subject.ts';
import { batchSizes } from '../../src/cli/bench/sweep.ts';
import { benchmarkLines } from '../../src/cli/bench/lines.ts';
import { benchmarkMarkdown } from '../../src/cli/bench/markdown.ts';
import { profileCells, profilesLines } from '../../src/cli/bench/profileLines.ts';
import { command, config, expectBadInput, workplace } from './helpers.ts';
import type { Ended } from './helpers.ts';

const { path, write } = workplace();
const file = write('larger.yaml', config);
const quick = ['--rounds', '1', '--seconds', '0.02'];

describe('chainrule bench', () => {
  let ended: Ended = { code: null, out: '', err: '' };
  let result: BenchmarkResult;

  beforeAll(async () => {
    const words = ['--backend', 'typescript', '--backend', 'tfjs:cpu', ...quick, '--profile', '--json'];
    ended = await command('bench', file, ...words, '--set', 'training.batchSize=1', '--results', path('results'), '--markdown', path('deep', 'bench.md'), '--report', path('bench.html'), '--png', path('pictures'));
    result = JSON.parse(ended.out) as BenchmarkResult;
  }, 240_000);

  it('measures each backend, tf.js by both ways to the gradients', () => {
    expect(ended.code).toBe(0);
    expect(result.contenders.map(({ name }) => name).toSorted()).toEqual(['tfjs:cpu', 'tfjs:cpu/autodiff', 'typescript']);
    for (const { milliseconds, startSeconds, peakBytes, wrong, deviation } of result.contenders) {
      expect(wrong).toBeNull();
      expect(deviation).toBeLessThan(1e-3);
      for (const number of [milliseconds.estimate, startSeconds, peakBytes]) expect(number).toBeGreaterThan(0);
    }
    expect(result.speedUps.map(({ device }) => device)).toEqual(['tfjs:cpu']);
  });

  it('knows the model as the command line changes it', () => {
    // Forward 2·(2·8 + 8·2), backward for both kernels and one input.
    expect(result.model).toEqual({ name: 'larger', parameters: 42, batchSize: 1, multiplications: 32 + 32 + 16, data: 'config' });
  });

  it('takes a profile of each', () => {
    expect(result.profiles.map(({ contender }) => contender).toSorted()).toEqual(['tfjs:cpu', 'tfjs:cpu/autodiff', 'typescript']);
    for (const { parts } of result.profiles) expect(parts.map(({ layer }) => layer)).toContain('dense_2');
  });

  it('writes the files that were asked for, with the command that made them', () => {
    expect(readFileSync(path('bench.html'), 'utf8')).toContain('Benchmark of larger');
    expect(readFileSync(path('deep', 'bench.md'), 'utf8')).toContain('Made by `chainrule bench');
    const pictures = readdirSync(path('pictures'));
    expect(pictures).toContain('time-of-a-training-step-batches-of-1.png');
    expect(pictures).toContain('peak-memory-of-the-process.png');
    expect(pictures).toHaveLength(readFileSync(path('bench.html'), 'utf8').split('<figure>').length - 1);
    const [machine = ''] = readdirSync(path('results'));
    const stored = JSON.parse(readFileSync(join(path('results'), machine, 'larger.json'), 'utf8')) as BenchmarkResult;
    expect(stored).toEqual(result);
    expect(stored.command).toContain('--backend typescript --backend tfjs:cpu');
    expect(stored.command).toContain('--set training.batchSize=1');
  });

  it('finds from which size on the other backend pays', () => {
    expect(result.breakEven).toMatchObject({ backend: 'tfjs:cpu', what: 'batch', net: 'larger' });
    expect(result.breakEven?.points.map(({ size }) => size)).toEqual([1]);
  });

  it('says how far it is on standard error', () => {
    expect(ended.err).toMatch(/^tfjs:cpu\/autodiff is ready$/mu);
    expect(ended.err).toMatch(/^round 1 of 1$/mu);
    expect(ended.err).toMatch(/^looking for the batch from which on tfjs:cpu pays: 1\n1: typescript [\d.]+ ms, tfjs:cpu [\d.]+ ms$/mu);
    expect(ended.err).toMatch(/^taking profiles: (?=.*typescript).*\n(?:.* is profiled\n){3}/mu);
  });
});

describe('what is measured', () => {
  const shapes = 'shapes: { inputs: [[2]], targets: [[]] }\n';

  it('is the config, on random samples where it has shapes alone', async () => {
    const bare = write('bare.yaml', config.replace(/data:\n(?: {2}.*\n)+/u, shapes));
    expect(await openSubject({ file: bare, overrides: [], plugin: [] })).toMatchObject({ shapes: null, notes: [], model: { data: 'random', batchSize: 4 } });
  });

  it('is a config whose data do not load too, where it gives their shapes', async () => {
    const lost = write('shaped.yaml', config.replace(/data:\n(?: {2}.*\n)+/u, `data: { use: csv, file: lost.csv, target: y }\n${shapes}`));
    const subject = await openSubject({ file: lost, overrides: [], plugin: [] });
    expect(subject).toMatchObject({ shapes: { inputs: [[2]], targets: [[]] }, model: { data: 'random' } });
    expect(subject.notes[0]).toContain('measured on random samples of its shapes');
  });
});

describe('the search for the break-even', () => {
  it('takes powers of four', () => {
    expect(batchSizes(128)).toEqual([1, 4, 16, 64, 128]);
    expect(batchSizes(4)).toEqual([1, 4]);
    expect(batchSizes(5000)).toEqual([1, 4, 16, 64, 256]);
    expect(batchSizes(1)).toEqual([1]);
  });
});

describe('bad input of chainrule bench', () => {
  it.each([
    ['an unknown backend', ['--backend', 'natve'], ['--backend natve', 'did you mean: native?']],
    ['a count of rounds that is none', ['--rounds', 'many'], ['--rounds', 'expected: a number']],
    ['no rounds', ['--rounds', '0'], ['--rounds', 'more than 0']],
    ['a turn without time', ['--seconds', '0'], ['--seconds', 'more than 0']],
    ['half a sample', ['--batch-size', '2.5'], ['--batch-size 2.5']],
    ['a folder that cannot be', ['--results', '/dev/null/results'], ['--results /dev/null/results']],
  ])('tells %s at its flag', async (_, words, parts) => {
    expectBadInput(await command('bench', file, ...words), parts);
  });

  it('tells that pictures need a package, before anything is measured', async () => {
    vi.doMock('@resvg/resvg-js', () => { throw new Error('Cannot find package'); });
    const ended = await command('bench', file, '--png', path('none'));
    vi.doUnmock('@resvg/resvg-js');
    expectBadInput(ended, ['--png', '@resvg/resvg-js, which is not installed', 'npm install @resvg/resvg-js'], path('none'));
    expect(ended.err).not.toContain('is ready');
  });

  it('tells a config with a mistake at its line', async () => {
    const broken = write('broken.yaml', config.replace('units: 8', 'units: many'));
    expectBadInput(await command('bench', broken), ['broken.yaml:2', 'model[0].units']);
  });

  it('tells that there is nothing to measure, and what the suite does not take', async () => {
    expectBadInput(await command('bench'), ['there is no config to measure']);
    expectBadInput(await command('bench', '--suite', '--batch-size', '3'), ['--batch-size 3', 'leave out --suite or --batch-size']);
    expectBadInput(await command('bench', '--suite', '--png', 'pictures'), ['--png pictures', 'leave out --suite or --png']);
    expectBadInput(await command('bench', '--suite', '--profile'), ['got: --profile\n', 'leave out --suite or --profile']);
  });

  it('tells data that do not load', async () => {
    const lost = write('lost.yaml', config.replace(/data:\n(?: {2}.*\n)+/u, 'data: { use: csv, file: lost.csv, target: y }\n'));
    const { code, err } = await command('bench', lost);
    expect(code).toBe(2);
    expect(err).toContain('lost.csv');
    expect(existsSync(path('lost.csv'))).toBe(false);
  });
});

const contender = (name: string, changes: Partial<ContenderResult> = {}): ContenderResult => ({
  name, backend: name, gradients: 'backprop', wrong: null, milliseconds: { estimate: 2, low: 1.9, high: 2.1 }, rounds: [2, 2], stepsPerSecond: 500, samplesPerSecond: 64_000,
  gflops: 5.5, shareOfLimit: 0.5, timesFastest: null, peakBytes: 1e8, startSeconds: 0.5, deviation: 0, stable: true, ...changes,
});

describe('the table of a profile', () => {
  const part = (index: number) => ({ layer: `layer ${index}`, operation: 'add', pass: 'forward' as const, milliseconds: 100 - index });
  const profile = (count: number) => ({ contender: 'native', milliseconds: 1, steps: 10, note: 'Timed.', parts: Array.from({ length: count }, (_, index) => part(index)) });

  it('lists the slowest, and sums the others in a line that says that each is less', () => {
    const cells = profileCells(profile(23));
    expect(cells).toHaveLength(21);
    expect(cells.at(-1)).toEqual(['3 more, each less', '', '', '237', '12 %']);
    expect(profileCells(profile(21)).at(-1)?.[0]).toBe('layer 20');
  });

  it('has shares of all parts, which are 100 % together', () => {
    const shares = profileCells(profile(4)).map(cells => Number(cells.at(-1)?.replace(' %', '')));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
  });

  it('says of how it was timed once what is the same of all', () => {
    const lines = profilesLines([profile(1), { ...profile(1), contender: 'onnx:cpu', note: "ONNX Runtime's." }, { ...profile(1), contender: 'wasm' }]);
    expect(lines.slice(-2)).toEqual(['native, wasm: Timed.', "onnx:cpu: ONNX Runtime's."]);
    expect(profilesLines([profile(1)]).at(-1)).toBe('Timed.');
  });
});

describe('the table of a benchmark', () => {
  const made: BenchmarkResult = {
    command: 'chainrule bench a.yaml',
    conditions: { date: '2026-11-22T09:00:00Z', cpu: 'CPU', logicalCpus: 2, memoryGigabytes: 8, system: 'Linux', place: 'processes', runtime: 'Node 20', rounds: 9, seconds: 0.3 },
    model: { name: 'a', parameters: 1000, batchSize: 128, multiplications: 5_500_000, data: 'config' },
    limit: { name: 'OpenBLAS', gflops: 11 },
    contenders: [
      contender('native'),
      contender('wasm', { timesFastest: { estimate: 1.2, low: 0.9, high: 1.4, noise: ['which is faster cannot be told (the interval contains 1)'] } }),
      contender('cheat', { wrong: 'its first losses deviate by 5.0e-1 from those of typescript:float64' }),
    ],
    leftOut: [{ name: 'onnx:cpu', reason: 'it is not installed' }],
    speedUps: [{ device: 'tfjs:cpu', ratio: { estimate: 1.5, low: 1.45, high: 1.55, noise: [] } }],
    breakEven: { backend: 'native', what: 'batch', net: 'a', points: [], crossing: { kind: 'between', below: 4, from: 16, size: 8 } },
    profiles: [{ contender: 'native', milliseconds: 2, steps: 10, note: 'Timed.', parts: [{ layer: 'dense', operation: 'matMul', pass: 'forward', milliseconds: 1.5 }, { layer: 'dense', operation: 'sum', pass: 'backward', milliseconds: 0.5 }] }],
    notes: ['a note'],
  };

  it('marks what is wrong, what is noisy and what was left out', () => {
    const text = benchmarkLines(made).join('\n');
    expect(text).toMatch(/^native +2\.00 +1\.90–2\.10 +1 +500 +64,000 +5\.50 +50 % +100 +0\.50$/mu);
    expect(text).toMatch(/^wasm .* 1\.20 +0\.900–1\.40 ~ /mu);
    expect(text).toMatch(/^cheat \(wrong\) /mu);
    expect(text).toMatch(/^WRONG cheat: its first losses deviate/mu);
    expect(text).toMatch(/^ {2}wasm: which is faster cannot be told/mu);
    expect(text).toMatch(/^ {2}onnx:cpu: it is not installed$/mu);
    expect(text).toMatch(/^explicit backprop on tfjs:cpu is 1\.50 × as fast as tf\.grad \(1\.45–1\.55\)$/mu);
    expect(text).toMatch(/^break-even: native pays .* batches of about 8\.00 on: not yet, or not surely, at 4, surely from 16 \(a\)$/mu);
    expect(text).toMatch(/^ {2}by pass: forward 1\.50 ms \(75 %\), backward 0\.500 ms \(25 %\)$/mu);
  });

  it('is the same as Markdown', () => {
    const text = benchmarkMarkdown(made);
    expect(text).toContain('| contender | ms a step | 95 % |');
    expect(text).toContain('| --- | ---: |');
    expect(text).toContain('| native | 2.00 | 1.90–2.10 | 1 |');
    expect(text).toContain('| dense | matMul | forward | 1.50 | 75 % |');
    expect(text).toContain('Made by `chainrule bench a.yaml`');
  });
});
