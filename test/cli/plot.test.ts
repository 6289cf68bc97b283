import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { numberText } from '../../src/charts/numberText.ts';
import { candidatesFor } from '../../src/cli/completion/candidates.ts';
import { dataValues } from '../../src/cli/plot/figure.ts';
import { readHistory } from '../../src/cli/plot/history.ts';
import { terminalCurves } from '../../src/cli/plot/terminalCurves.ts';
import { createProgram } from '../../src/cli/program.ts';
import { loadModel } from '../../src/index.ts';
import { spiralFile } from '../plugins/files.ts';
import { command, config, expectBadInput, workplace } from './helpers.ts';

const { path, write } = workplace();

/** Trains a config and gives the folder of its run. */
async function trained(name: string, text: string): Promise<string> {
  const { err } = await command('train', write(`${name}.yaml`, `name: ${name}\n${text}`), '--output', path('runs'));
  if (!existsSync(path('runs', `${name}-1`))) throw new Error(err);
  return path('runs', `${name}-1`);
}

/** A copy of a run, to be damaged. */
function copied(run: string, name: string): string {
  cpSync(run, path(name), { recursive: true });
  return path(name);
}

const written = (run: string) => (existsSync(`${run}/figures`) ? readdirSync(`${run}/figures`).sort() : []);
const textsOf = (svg: string) => [...svg.matchAll(/<(?:text|title)[^>]*>([^<]*)</gu)].map(([, text]) => text);
const svgOf = (run: string, name: string) => readFileSync(`${run}/figures/${name}.svg`, 'utf8');

const training = 'training: { epochs: 4, batchSize: 4 }\nseed: 3\n';
const network = (units: number, loss: string) => `model: [{ use: dense, units: 4, activation: tanh }, { use: dense, units: ${units} }]\nloss: ${loss}\noptimizer: { use: adam, learningRate: 0.05 }\n`;
const numbers = `${network(1, 'meanSquaredError')}data: { use: linear, samples: 40, standardise: true, test: 10 }\n${training}`;
const decisions = `${network(1, 'binaryCrossEntropy')}data: { use: xor }\nmetrics: [binaryAccuracy]\n${training}`;
const pixels = Array.from({ length: 4 }, (_, sample) => Array.from({ length: 64 }, (_, pixel) => (pixel + sample) % 3));
const pictures = `${network(2, 'categoricalCrossEntropy')}data: { use: arrays, inputs: ${JSON.stringify(pixels)}, targets: [0, 1, 0, 1] }\n${training}`;

let classes = '';
beforeAll(async () => {
  classes = await trained('larger', config.replace('epochs: 30,', 'epochs: 30, earlyStopping: { patience: 2, monitor: training.loss, minDelta: 0.1 }, watchGradients: { every: 2 },'));
});

describe('chainrule plot', () => {
  it('draws all figures of a run that it has, and says which it has not', async () => {
    const { code, out, err } = await command('plot', classes);
    const names = ['accuracy', 'boundary', 'confusion', 'gradients', 'histogram-dense-kernel', 'histogram-dense_2-kernel', 'loss'].map(name => `${name}.svg`);
    expect([code, written(classes)]).toEqual([0, names]);
    expect(out.trim().split('\n').sort()).toEqual(names.map(name => `${classes}/figures/${name}`));
    expect(err).toBe('weights left out: the input is no picture but [2], neither [height, width, channels] nor a square number from 64 on\npredictions left out: the targets are classes, not numbers\n');
    for (const name of names) expect(svgOf(classes, name.slice(0, -4))).not.toMatch(/NaN|undefined|Infinity/u);
  });

  it('marks the best epoch and the stop on the curves', async () => {
    await command('plot', classes, '--only', 'loss');
    const { best, epochs } = JSON.parse(readFileSync(`${classes}/summary.json`, 'utf8')) as { readonly best: { readonly epoch: number }; readonly epochs: number };
    expect(textsOf(svgOf(classes, 'loss'))).toEqual(expect.arrayContaining([`best training.loss, epoch ${best.epoch}`, `stopped early after epoch ${epochs}`, 'larger: loss']));
    expect(textsOf(svgOf(classes, 'loss'))).not.toContain('1.5');
  });

  it('counts in its confusion matrix what evaluate counts', async () => {
    await command('plot', classes, '--only', 'confusion');
    const { out } = await command('evaluate', classes, '--json', '--set', 'metrics=[confusionMatrix]');
    const { figures } = JSON.parse(out) as { readonly figures: { readonly confusionMatrix: readonly (readonly number[])[] } };
    const counts = [...svgOf(classes, 'confusion').matchAll(/class="within [^>]*>(\d+)</gu)].map(([, count]) => Number(count));
    expect(counts).toEqual(figures.confusionMatrix.flat());
  });

  it('draws predictions against truth in the units of the data, and no classes for numbers', async () => {
    const run = await trained('numbers', numbers);
    const { err } = await command('plot', run);
    expect(written(run)).toEqual(['gradients.svg', 'histogram-dense-kernel.svg', 'histogram-dense_2-kernel.svg', 'loss.svg', 'predictions.svg']);
    expect(err).toContain('confusion left out: the targets are numbers, not classes');
    expect(err).toContain('metrics left out: the run has no metric that is a number');
    expect(textsOf(svgOf(run, 'predictions')).filter(text => text?.startsWith('sample '))).toHaveLength(10);
  });

  it('takes the gradients of a batch where training looked at none', async () => {
    const run = await trained('batch', numbers);
    await command('plot', run, '--only', 'gradients');
    await using model = await loadModel(`${run}/model.safetensors`, { data: { use: 'linear', samples: 40, standardise: true, test: 10 }, seed: 3 });
    const [input, target] = [model.parts.data?.test?.inputs[0], model.parts.data?.test?.targets[0]];
    const values = (column: typeof input) => (column === undefined ? [] : [...dataValues(column, model)].slice(0, 4).map(value => [value]));
    const { parameters } = await model.gradients({ inputs: values(input), targets: values(target).flat() });
    const size = Math.hypot(...['kernel', 'bias'].flatMap(name => [...parameters[`dense/${name}`]?.values ?? []]));
    expect(textsOf(svgOf(run, 'gradients'))).toContain(`dense: ${numberText(size)}`);
  });

  it('draws the boundary of yes or no where the answer turns', async () => {
    const run = await trained('decisions', decisions);
    await command('plot', run, '--only', 'boundary,confusion');
    expect(textsOf(svgOf(run, 'boundary'))).toEqual(expect.arrayContaining(['no', 'yes', 'score = 0']));
    expect(written(run)).toEqual(['boundary.svg', 'confusion.svg']);
  });

  it('knows classes by one-hot rows, and yes or no by -1 and 1', async () => {
    const inputs = 'inputs: [[0, 1], [1, 0], [2, 1], [1, 3]]';
    const rows = await trained('rows', `${network(3, 'categoricalCrossEntropy')}data: { use: arrays, ${inputs}, targets: [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]] }\n${training}`);
    const signs = await trained('signs', `${network(1, 'hinge')}data: { use: arrays, ${inputs}, targets: [1, -1, -1, 1] }\n${training}`);
    for (const run of [rows, signs]) await command('plot', run, '--only', 'confusion,boundary');
    expect([svgOf(rows, 'confusion'), svgOf(signs, 'confusion')].map(svg => svg.match(/class="within /gu)?.length)).toEqual([9, 4]);
    expect([svgOf(rows, 'boundary').match(/class="region"/gu)?.length, textsOf(svgOf(signs, 'boundary')).includes('score = 0')]).toEqual([3, true]);
  });

  it('colours the plane of two inputs by a number that is predicted', async () => {
    const run = await trained('plane', `${network(1, 'meanSquaredError')}data: { use: arrays, inputs: [[0, 1], [1, 0], [2, 1], [1, 3]], targets: [0.5, 2.5, 4, 1] }\n${training}`);
    await command('plot', run, '--only', 'boundary');
    expect(svgOf(run, 'boundary')).toContain('fill="#08306b"');
    expect(svgOf(run, 'boundary')).not.toContain('class="level"');
    expect(textsOf(svgOf(run, 'boundary')).filter(text => text?.includes('≥ '))).toHaveLength(5);
    const two = await trained('two', `${network(2, 'meanSquaredError')}data: { use: arrays, inputs: [[0, 1], [1, 0], [2, 1], [1, 3]], targets: [[0.5, 2], [2.5, 3], [4, 1], [1, 2]] }\n${training}`);
    await command('plot', two, '--only', 'boundary');
    expect(textsOf(svgOf(two, 'boundary')).some(text => text?.startsWith('output 1 of 2 ≥ '))).toBe(true);
  });

  it('draws the weights of pictures as images, an image a unit', async () => {
    const run = await trained('pictures', pictures);
    await command('plot', run, '--only', 'weights', '--format', 'png,svg');
    expect(written(run)).toEqual(['weights-dense-kernel.png', 'weights-dense-kernel.svg']);
    expect(textsOf(svgOf(run, 'weights-dense-kernel')).filter(text => text?.startsWith('unit '))).toHaveLength(2 * 4);
    expect(readFileSync(`${run}/figures/weights-dense-kernel.png`).subarray(1, 4).toString()).toBe('PNG');
  });

  it('draws each channel of a picture by itself', async () => {
    const inputs = Array.from({ length: 4 }, (_, sample) => Array.from({ length: 3 }, () => Array.from({ length: 4 }, (__, column) => [column + sample, -sample])));
    const model = network(2, 'categoricalCrossEntropy').replace('model: [', 'model: [{ use: flatten }, ');
    const run = await trained('channels', `${model}data: { use: arrays, inputs: ${JSON.stringify(inputs)}, targets: [0, 1, 0, 1] }\n${training}`);
    await command('plot', run, '--only', 'weights');
    const svg = svgOf(run, 'weights-dense-kernel');
    expect(textsOf(svg).filter(text => text?.includes(', channel ')).slice(0, 4)).toEqual(['1, channel 1', '1, channel 1', '1, channel 2', '1, channel 2']);
    expect(svg).toContain('8 images of 4 by 3 pixels');
    await using opened = await loadModel(`${run}/model.safetensors`);
    const { values = [] } = (await opened.getWeights())['dense/kernel'] ?? {};
    const strongest = Math.max(...Array.from(values, Math.abs));
    const shade = Math.round(24 * Math.abs(values[4] ?? 0) / strongest) / 24;
    expect(svg).toContain(`>${numberText(strongest)}<`);
    const second = svg.split('class="image"')[2] ?? '';
    expect(second).toMatch(new RegExp(`d="M0 0h[^>]*stroke-opacity="${Math.round(shade * 100) / 100}"`, 'u'));
  });

  it('writes where it is told to, and gives its result as JSON', async () => {
    const { out, err } = await command('plot', classes, '--only', 'predictions,loss', '--output', path('elsewhere'), '--json');
    expect(JSON.parse(out)).toEqual({ folder: path('elsewhere'), files: ['loss.svg'], leftOut: [{ figure: 'predictions', reason: 'the targets are classes, not numbers' }] });
    expect([readdirSync(path('elsewhere')), err]).toEqual([['loss.svg'], '']);
  });

  it('draws the curves in a terminal, and writes nothing', async () => {
    const run = copied(classes, 'terminal');
    rmSync(`${run}/figures`, { recursive: true, force: true });
    const { code, out } = await command('plot', run, '--terminal');
    expect(out).toMatch(/^loss, training from [\d.]+ to [\d.]+\n *[\d.]+ [┼┤].*\n/u);
    expect(out).toMatch(/\naccuracy, training from [\d.]+ to [\d.]+\n/u);
    expect([code, written(run)]).toEqual([0, []]);
    expect((await command('plot', run, '--terminal', '--only', 'metrics')).out).not.toContain('loss, training');
  });
});

describe('the curves in a terminal', () => {
  const epoch = (number: number, loss: number) => ({ epoch: number, step: number, training: { loss }, validation: { loss: loss / 2 } });
  const history = { folder: 'runs/x-1', looks: [], summary: undefined, epochs: [epoch(1, 1), epoch(2, 0.5), epoch(3, Number.NaN)] };

  it('lie over each other in colour, and stand below each other without', async () => {
    const [head = '', plot = '', axis = '', ...rest] = await terminalCurves(history, ['loss'], true);
    expect(head).toBe('loss, \u001B[34mtraining from 1.0000 to 0.5000\u001B[0m, \u001B[33mvalidation from 0.5000 to 0.2500\u001B[0m');
    expect([plot.includes('\u001B[34m'), plot.includes('\u001B[33m'), axis.trim(), rest]).toEqual([true, true, expect.stringMatching(/^1 +3 {2}epoch$/u), []]);
    const plain = await terminalCurves(history, ['loss'], false);
    expect(plain.join('')).not.toContain('\u001B');
    expect(plain).toHaveLength(6);
  });

  it('share one scale, so that training and validation compare', async () => {
    const [, above = '', , , below = ''] = await terminalCurves(history, ['loss'], false);
    const labels = (plot: string) => plot.split('\n').map(line => line.slice(0, 6));
    expect(labels(above)).toEqual(labels(below));
  });

  it.each([1, 3])('write the value of a curve beside it that stays the same over %i epochs', async count => {
    const flat = Array.from({ length: count }, (_, index) => ({ epoch: index + 1, step: index, training: { loss: 1.4596 } }));
    const [, plot = ''] = await terminalCurves({ ...history, epochs: flat }, ['loss'], false);
    const [line = ''] = plot.split('\n').filter(own => own.includes('──'));
    expect(Number.parseFloat(line)).toBe(1.4596);
  });

  it('leave out what is no number', async () => {
    expect(await terminalCurves({ ...history, epochs: [{ epoch: 1, step: 1, training: { loss: null } }] }, ['loss'], false)).toEqual(['loss: no epoch gave a number']);
  });
});

describe('completion', () => {
  it('knows the figures, one behind the other, and the formats', async () => {
    const candidates = (...words: readonly string[]) => candidatesFor(createProgram(() => undefined), ['plot', 'runs/x-1', ...words]);
    expect(await candidates('--only', 'loss,con')).toEqual(['loss,confusion']);
    expect(await candidates('--format', '')).toEqual(['svg', 'png']);
  });
});

describe('chainrule plot on a run that has not ended well', () => {
  it('draws the curves of one that has no model yet', async () => {
    const run = copied(classes, 'unfinished');
    for (const name of ['model.safetensors', 'summary.json', 'figures']) rmSync(`${run}/${name}`, { recursive: true, force: true });
    const { code, err } = await command('plot', run);
    expect([code, written(run)]).toEqual([0, ['accuracy.svg', 'gradients.svg', 'loss.svg']]);
    expect(err).toContain('confusion left out: the run has no model.safetensors, which training writes at its end');
  });

  it('draws what a run has that diverged', async () => {
    const run = await trained('diverged', numbers.replace('adam, learningRate: 0.05', 'sgd, learningRate: 1.0e+20'));
    const { code, err } = await command('plot', run);
    expect(code).toBe(0);
    expect(err).toContain('loss left out: no epoch was completed');
    expect(written(run)).toContain('histogram-dense-kernel.svg');
  });

  it('marks where a run was no longer finite, and leaves out a figure that was none', async () => {
    const run = copied(classes, 'infinite');
    rmSync(`${run}/figures`, { recursive: true, force: true });
    const last = (await readHistory(run)).epochs.at(-1)?.epoch ?? 0;
    appendFileSync(`${run}/metrics.jsonl`, `{"epoch":${last + 1},"step":99,"training":{"loss":null,"accuracy":0.5}}\n`);
    writeFileSync(`${run}/summary.json`, '{"name":"larger","reason":"not finite"}');
    await command('plot', run, '--only', 'loss');
    expect(textsOf(svgOf(run, 'loss'))).toContain(`no longer finite after epoch ${last + 1}`);
    expect(svgOf(run, 'loss')).not.toContain('NaN');
  });

  it('takes the best of several trainings', async () => {
    const run = copied(classes, 'restarts');
    const epoch = (loss: number) => `{"epoch":1,"step":2,"training":{"loss":${loss}}}\n`;
    writeFileSync(`${run}/metrics.jsonl`, `${epoch(1)}{"restart":1}\n${epoch(2)}{"restart":2}\n${epoch(3)}{"restart":3}\n`);
    writeFileSync(`${run}/summary.json`, '{"restarts":{"best":2}}');
    expect((await readHistory(run)).epochs.map(own => own.training['loss'])).toEqual([2]);
    writeFileSync(`${run}/summary.json`, '{}');
    expect((await readHistory(run)).epochs.map(own => own.training['loss'])).toEqual([3]);
  });
});

describe('chainrule plot refuses', () => {
  it('what is no run', async () => {
    expectBadInput(await command('plot', path('nothing')), ['there is no such run', 'next: name the folder of a run']);
    expectBadInput(await command('plot', path('runs')), ['this is no folder of a run', 'got: a folder without config.yaml']);
    expectBadInput(await command('plot', `${classes}/config.yaml`), ['this is no folder of a run', 'got: a file']);
  });

  it('a damaged file, naming its line', async () => {
    const run = copied(classes, 'damaged');
    writeFileSync(`${run}/metrics.jsonl`, '{"epoch":1,"step":2,"training":{"loss":1}}\n{"epoch":2,');
    expectBadInput(await command('plot', run), [`${run}/metrics.jsonl:2: the file of the run is damaged`, 'got: {"epoch":2,']);
  });

  it('figures and formats that are not known', async () => {
    expectBadInput(await command('plot', classes, '--only', 'loss,confusoin'), ['--only: the flag has a wrong value', '"confusoin"', 'did you mean: confusion?']);
    expectBadInput(await command('plot', classes, '--only', ','), ['--only: the flag has a wrong value', 'loss, metrics, weights']);
    expectBadInput(await command('plot', classes, '--format', 'pgn'), ['--format: the flag has a wrong value', 'did you mean: png?']);
  });

  it('a run of which nothing can be drawn', async () => {
    expectBadInput(await command('plot', classes, '--only', 'weights,predictions'), ['none of the figures can be drawn', 'weights: the input is no picture', 'predictions: the targets', 'next: leave out --only, or train']);
    expectBadInput(await command('plot', classes, '--only', 'confusion', '--terminal'), ['none of the figures can be drawn', 'a terminal shows loss and metrics alone']);
    const run = copied(classes, 'empty');
    for (const name of ['metrics.jsonl', 'gradients.jsonl']) rmSync(`${run}/${name}`, { force: true });
    expectBadInput(await command('plot', run, '--terminal'), ['no epoch was completed', 'next: train for an epoch or more']);
  });

  it('a model that needs a plugin, and says how to have the curves', async () => {
    const run = await trained('plugged', `plugins: [${write('spiral.ts', spiralFile(0.5))}]\n${numbers.replace('model: [', 'model: [spiral, ')}`);
    expectBadInput(await command('plot', run), ['spiral', '--only loss,metrics draws the curves, which need no model']);
    expect((await command('plot', run, '--only', 'loss')).code).toBe(0);
    expect((await command('plot', run, '--plugin', path('spiral.ts'))).code).toBe(0);
  });

  it('a folder that cannot be written to', async () => {
    expectBadInput(await command('plot', classes, '--output', write('taken', '')), ['this cannot be written', '--output']);
  });
});
