import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { compareCurves } from '../../src/cli/train/compareCurves.ts';
import type { Comparison } from '../../src/cli/train/compareCurves.ts';
import { trainMatrix } from '../../src/cli/train/matrix.ts';
import type { Trained } from '../../src/cli/train/matrixEntry.ts';
import { matrixLines } from '../../src/cli/train/matrixLines.ts';
import { openRun } from '../../src/index.ts';
import { BackendError } from '../../src/errors.ts';
import { command, config, expectBadInput, start, workplace } from './helpers.ts';

const { folder, path, write } = workplace();
const file = write('larger.yaml', config);

describe('chainrule train with several backends', () => {
  it('trains on each, and prints that the curves agree', async () => {
    const { code, out, err } = await command('train', file, '--backend', 'typescript,wasm,typescript:float64', '--set', 'training.epochs=3', '--output', path('runs'));
    expect(code).toBe(0);
    const [head = '', ...rows] = out.split('\n');
    expect(head).toMatch(/^backend +epochs +steps +steps\/s +start-up +training +test loss +test accuracy +difference$/u);
    expect(rows[0]).toMatch(/^typescript +3 +6 +[\d,]+ +\d+\.\d\d s +\d+\.\d\d s +0\.\d{4} +\d\.\d{4} +reference$/u);
    expect(rows[1]).toMatch(/^wasm +3 .* \d\.\de[+-]\d+$/u);
    expect(rows[2]).toMatch(/^typescript:float64 .* \d\.\de-\d+$/u);
    expect(rows[3]).toBe("the curves agree: no epoch's training loss is further from that of typescript than relative 0.001, absolute 0.000001");
    expect(rows[4]).toBe(`typescript is written to ${path('runs', 'larger-1')}`);
    for (const [index, backend] of ['typescript', 'wasm', 'typescript:float64'].entries()) expect(readFileSync(path('runs', `larger-${index + 1}`, 'config.yaml'), 'utf8')).toContain(backend.split(':')[0]);
    expect(err.split('\n').filter(line => line.startsWith('epoch'))).toHaveLength(9);
  });

  it('gives one JSON object alone with --json', async () => {
    const { code, out, err } = await command('train', file, '--backend', 'typescript, wasm', '--json', '--set', 'training.epochs=2', '--output', path('json'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const result = JSON.parse(out) as Comparison & { readonly backends: readonly Trained[] };
    expect(result).toMatchObject({ reference: 'typescript', agree: true, tolerance: { relative: 1e-3 }, differences: [{ backend: 'wasm', epochs: 2, largest: expect.any(Number) }] });
    expect(result.backends).toMatchObject([{ backend: 'typescript', ran: 'typescript', steps: 4, reason: 'finished', folder: path('json', 'larger-1'), figures: { part: 'test' } }, { backend: 'wasm', steps: 4 }]);
    for (const { losses } of result.backends) expect(losses).toHaveLength(2);
  });

  it('tells what is missing with how to get it, and trains on the others', async () => {
    const { err, out, code } = await capturing(() => trainMatrix('absent,typescript', {
      check: async () => undefined,
      open: async backend => {
        if (backend === 'absent') throw new BackendError('the package absent is not installed', { where: 'backend absent', next: 'run `npm install absent`' });
        return openRun(file, { changes: { backend, training: { epochs: 1, batchSize: 4 } } });
      },
    }));
    expect(code).toBe(0);
    expect(err).toContain('the package absent is not installed');
    expect(out).toContain('\nabsent: the package absent is not installed; next: run `npm install absent`\n');
    expect(out).toMatch(/^typescript +/mu);
  });

  it('ends with 2 where numbers break or nothing could be trained, and tells of each', async () => {
    const { code, out } = await command('train', file, '--backend', 'typescript,wasm', '--set', 'optimizer={ use: sgd, learningRate: 1.0e+38 }', '--output', path('broken'));
    expect(code).toBe(2);
    expect(out).toMatch(/^typescript: dense.*: the operation \w+ gives (NaN|-?Infinity).*\nwasm: dense/u);
    expect((await capturing(() => trainMatrix('a,b', { check: async () => undefined, open: () => Promise.reject(new BackendError('it is not installed')) }))).code).toBe(2);
  });

  it.each([
    ['typescript,tpescript', ['unknown backend "tpescript"', 'did you mean: typescript?']],
    ['typescript,', ['--backend typescript,', 'a backend has no name']],
    ['typescript,tpescript,wsam', ['2 problems', '--backend tpescript: backend: unknown backend "tpescript"', '--backend wsam: backend: unknown backend "wsam"']],
    ['wasm,typescript,wasm', ['the backend wasm is listed twice']],
  ])('refuses %s before anything is trained', async (backends, parts) => {
    expectBadInput(await command('train', file, '--backend', backends, '--output', path('refused')), parts, path('refused'));
  });

  it('prints no config, which has one backend', async () => {
    expectBadInput(await command('train', file, '--backend', 'typescript,wasm', '--print-config'), ['--print-config: a config has one backend', 'got: --backend typescript,wasm', 'next: print it for each']);
  });

  it('ends at Ctrl-C with what was trained, and begins no further one', async () => {
    const endless = write('endless.yaml', config.replace('epochs: 30', 'epochs: 1000000000'));
    const { process: child, ended } = start(['train', endless, '--backend', 'typescript,wasm'], folder);
    let told = '';
    child.stderr?.on('data', chunk => {
      const before = told.includes('epoch 2/');
      told += String(chunk);
      if (!before && told.includes('epoch 2/')) child.kill('SIGINT');
    });
    const { code, out } = await ended;
    expect(code).toBe(130);
    expect(out).toMatch(/^typescript, interrupted +\d+ /mu);
    expect(out).not.toContain('wasm');
    expect(existsSync(path('runs', 'endless-1', 'model.safetensors'))).toBe(true);
    expect(existsSync(path('runs', 'endless-2'))).toBe(false);
  });
});

describe('the comparison of curves', () => {
  const entry = (backend: string, losses: readonly number[]): Trained => ({ backend, ran: backend, about: undefined, startUpSeconds: 0.5, seconds: 2, steps: 100, stepsPerSecond: 50, reason: 'finished', folder: undefined, figures: undefined, losses });

  it('tells the largest difference, and where curves part', () => {
    const entries = [entry('a', [1, 0.5, 0.25]), entry('b', [1, 0.5002, 0.25]), entry('c', [1, 0.5, 0.26, 0.1])];
    const comparison = compareCurves(entries);
    expect(comparison).toMatchObject({ reference: 'a', agree: false, differences: [{ backend: 'b', epoch: 2, apartFrom: undefined, epochs: 3 }, { backend: 'c', epoch: 3, apartFrom: 3, epochs: 3 }] });
    expect(comparison.differences[1]?.largest).toBeCloseTo(0.04, 12);
    const verdicts = matrixLines(entries, comparison).filter(line => line.includes('parts from'));
    expect(verdicts).toEqual(['the curve of c parts from that of a in epoch 3 (tolerance relative 0.001, absolute 0.000001); the largest difference is 4.0e-2 in epoch 3']);
  });

  it('says nothing of one curve, or of none', () => {
    expect(compareCurves([entry('a', [1]), { backend: 'b', missing: 'gone', next: undefined }])).toMatchObject({ agree: undefined, differences: [] });
    expect(matrixLines([{ backend: 'b', missing: 'gone', next: undefined }], compareCurves([]))).toEqual(['b: gone']);
  });
});

/** What some work writes, and the code that it gives. */
async function capturing(work: () => Promise<number>): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const text = { out: '', err: '' };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(chunk => { text.out += String(chunk); return true; });
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(chunk => { text.err += String(chunk); return true; });
  try {
    return { code: await work(), ...text };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
