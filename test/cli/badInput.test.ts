import { describe, expect, it } from 'vitest';
import { idxBytes } from '../data/helpers.ts';
import { command, config, expectBadInput, workplace } from './helpers.ts';

const { path, write } = workplace();
const file = write('larger.yaml', config);
const output = path('runs');

/** Trains with changes to the config; expects a plain error with all parts, and nothing written. */
async function refused(sets: readonly string[], ...parts: readonly string[]): Promise<void> {
  const words = sets.flatMap(set => ['--set', set]);
  expectBadInput(await command('train', file, '--output', output, ...words), parts, output);
}
const data = (text: string) => `data={ ${text} }`;
/** Places in the file are line and column of the value, or of the key where that is wrong. */
async function refusedText(from: string, to: string, ...parts: readonly string[]): Promise<void> {
  expect(config).toContain(from);
  const wrong = write('wrong.yaml', config.replace(from, to));
  expectBadInput(await command('train', wrong, '--output', output), parts.map(part => part.replace('FILE', wrong)), output);
}

describe('a config that is wrong', () => {
  it('names file, line and column, and the nearest known name', async () => {
    await refusedText('use: dense, units: 8', 'use: dens, units: 8', 'FILE:2:', 'model[0]', '"dens"', 'did you mean: dense?');
    await refusedText('units: 8', 'unit: 8', 'FILE:2:', 'unknown key "unit"', 'did you mean: units?');
    await refusedText('units: 8', 'units: many', 'FILE:2:', 'model[0].units: wrong type', 'got: "many"', 'expected: a');
    await refusedText('epochs: 30', 'epochs: 0', 'FILE:12:', 'training.epochs: out of range', 'got: 0');
    await refusedText('seed: 3', 'seed: 3\nseed: 4', 'FILE:14:', 'keep one of the two');
  });

  it.each(['train', 'verify', 'find-rate', 'cross-validate'])('tells %s its mistakes in references and all others at once', async name => {
    const wrong = write('wrong.yaml', config.replace('epochs: 30', 'epochs: "${env:CHAINRULE_NOT_SET}"').replace('units: 8', 'unit: 8'));
    expectBadInput(await command(name, wrong), [`${wrong}:2:`, 'unknown key "unit"', `${wrong}:12:`, 'CHAINRULE_NOT_SET']);
  });

  it('names what is wrong on the command line', async () => {
    await refused(['training.epoch=3'], '--set training.epoch=3', 'did you mean: epochs?');
    await refused(['nothing'], '--set nothing', 'not an assignment', 'expected: path=value');
    const said = async (parts: readonly string[], ...words: readonly string[]) => expectBadInput(await command('train', file, '--output', output, ...words), parts, output);
    await said(['--seed abc', 'a number'], '--seed', 'abc');
    await said(['--gradients autodif', 'did you mean: autodiff?'], '--gradients', 'autodif');
    await said(['--backend tfjs:wsam', 'did you mean: wasm?'], '--backend', 'tfjs:wsam');
    await said(["unknown option '--epochs'", 'next: chainrule train --help tells more'], '--epochs', '3');
    await said(["unknown option '--sed'", 'did you mean: --seed or --set?'], '--sed', '3');
    await said(['too many arguments\n  got: 2\n  expected: 1 argument\n'], 'other.yaml');
    await said(['--seed <number>: a value is missing'], '--seed');
    expectBadInput(await command('train'), ["missing required argument 'config'", 'next: chainrule train --help tells more']);
    expectBadInput(await command('--nonsense'), ["unknown option '--nonsense'", 'next: chainrule --help tells more']);
    expectBadInput(await command('init', 'plugin', 'mine', '--kind', 'layr'), ['--kind <kind>: not one of the known values\n  got: "layr"\n  expected: one of layer, optimizer,', 'did you mean: layer?']);
    expectBadInput(await command('init', '--starter', 'xor', '--data', 'x.csv'), ['--starter <set>: not together with --data <file>', 'next: leave out --starter <set> or --data <file>']);
    expectBadInput(await command('completion', 'bahs'), ['<shell>: not one of the known values\n  got: "bahs"\n  expected: one of bash, zsh, fish', 'did you mean: bash']);
    expectBadInput(await command('inspect', file, '--graph', 'x'), ['--graph [format]: not one of the known values', 'expected: text or dot; after a bare --graph']);
    expectBadInput(await command('trian', file), ["unknown command 'trian'", 'did you mean: train?', 'next: chainrule --help']);
    expectBadInput(await command('train', path('none.yaml')), ['none.yaml: the config file cannot be read\n  got: there is no such file\n  next:']);
  });

  it('says where shapes do not meet', async () => {
    const loss = 'loss=meanSquaredError';
    await refused([loss, 'metrics=[]'], 'the target does not have the shape of the prediction', 'prediction [4, 2], target [4]', 'next:');
    await refused(['model=[{ use: dense, units: 2 }, { use: residual, layers: [{ use: dense, units: 3 }] }]'], 'residual', 'got:', 'expected:');
  });

  it('says that the backend lacks an operation', async () => {
    await refused(['gradients=autodiff', 'backend=typescript'], 'gradients: the backend typescript does not differentiate by itself', 'next: automatic differentiation runs on tfjs');
  });

  it('refuses an output folder that is a file', async () => {
    expectBadInput(await command('train', file, '--output', file), ['larger.yaml: the run folder cannot be made', 'next:']);
  });
});

describe('data that are wrong', () => {
  it('names a missing, truncated or mislabelled IDX file', async () => {
    const whole = idxBytes([4, 2, 2], Array.from({ length: 16 }, (_, index) => index));
    write('images', whole);
    write('cut', whole.subarray(0, 25));
    write('labels', idxBytes([4], [0, 1, 0, 1]));
    const idx = (images: string, labels: string) => [data(`use: idx, train: { images: ${images}, labels: ${labels} }`)];
    await refused(idx('imagse', 'labels'), 'imagse', 'there is no such file', 'did you mean: images?');
    await refused(idx('cut', 'labels'), 'cut: ', 'got:', 'expected:');
    await refused(idx('labels', 'images'), 'labels: labels stand where images were expected', 'exchanged');
  });

  it('names row and column of a CSV file', async () => {
    write('ragged.csv', 'a,b,kind\n1,2,x\n3,y\n');
    write('words.csv', 'a,b,kind\n1,2,x\n3,four,y\n');
    const csv = (name: string) => [data(`use: csv, file: ${name}, target: { column: kind, as: class }`)];
    await refused(csv('ragged.csv'), 'ragged.csv:3', 'got:', 'expected:');
    await refused(csv('words.csv'), 'words.csv:3', 'b', 'four');
  });

  it('refuses labels out of range, an empty split, and a batch larger than the data', async () => {
    await refused([data('use: arrays, inputs: [[0, 1], [1, 0], [3, 1], [1, 2]], targets: [1, 0, 2, 1]')], 'sample 2', 'out of range', 'got: 2', 'from 0 to 1');
    await refused(['data.validation=8'], 'data.validation: a split leaves no samples for training', 'got: 8 of 8', 'expected:');
    await refused(['training.batchSize=9'], '--set training.batchSize=9: training.batchSize: the batch is larger than the data', 'got: a batch size of 9', 'at most 8');
    await refused(['training.earlyStopping.patience=2'], 'training.earlyStopping.monitor: the monitored figure is one that this run does not have', 'next:');
  });
});
