import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as nodeTest from 'node:test';
import { ContainerModule } from 'inversify';
import { ConfigError, DataError, defineCommand, defineDataSource, defineObserver, LOGGER, RANDOM, z } from 'chainrule';
import * as chainrule from 'chainrule';
import type { Column, DataParts, Observer } from 'chainrule';
import { dataSourceContract, observerContract, registerChecks, runChecks, runCommand } from 'chainrule/testing';
import type { TestRunner } from 'chainrule/testing';
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest';

const common = { summary: 'wrong on purpose', options: () => z.strictObject({}) };
const column = (name: string, values: readonly number[], more: Partial<Column> = {}): Column => ({ name, shape: [1], dtype: 'float', values: Float32Array.from(values), ...more });
const good = { count: 3, inputs: [column('x', [0, 1, 2])], targets: [column('t', [0, 1, 0])] };
const sourceOf = (load: () => DataParts | Promise<DataParts>) => defineDataSource({ name: 'mine', ...common, create: () => ({ load: async () => load() }) })();
const pattern = column('x', [0]);

describe('the contract of data sources finds', () => {
  it.each<[string, () => DataParts | Promise<DataParts>, RegExp]>([
    ['columns of different lengths', () => ({ train: { ...good, targets: [column('t', [0, 1])] } }), /columns hold whole samples[^]*differ in their number of samples[^]*got: 2 samples/u],
    ['a wrong count', () => ({ train: { ...good, count: 4 } }), /data.train: the columns do not hold as many samples as `count` says\n {2}got: 3 samples\n {2}expected: 4/u],
    ['a value that is not finite', () => ({ train: { ...good, inputs: [column('x', [0, Number.NaN, 2])] } }), /values are finite[^]*x, sample 1/u],
    ['indices that are not whole', () => ({ train: { ...good, targets: [column('t', [0, 0.5, 1], { dtype: 'int32' })] } }), /t, sample 1: 0.5 is no whole number, and the column is int32/u],
    ['a test part laid out otherwise', () => ({ train: good, test: { ...good, inputs: [column('x', [0, 1, 2, 3, 4, 5], { shape: [2] })] } }), /all parts are laid out[^]*got: shape \[2\]/u],
    ['a stream laid out otherwise', () => ({
      train: { count: 1, inputs: [pattern], targets: [] },
      stream: { samplesPerEpoch: 2, take: async () => ({ dataset: { count: 1, inputs: [column('x', [0, 1], { shape: [2] })], targets: [] }, samples: Int32Array.of(0) }) },
    }), /all parts are laid out[^]*got: shape \[2\]/u],
    ['numbers that no seed gives', () => ({ train: { ...good, inputs: [column('x', [Math.random(), 1, 2])] } }), /the same seed gives the same samples: train: element 0 of x is /u],
    ['a source without a training part', () => ({ test: good }) as never, /the data source gives no training part[^]*\{ train: /u],
  ])('%s', async (_, load, message) => {
    await expect(runChecks(dataSourceContract({ dataSource: sourceOf(load) }))).rejects.toThrow(message);
  });

  it('errors without advice, and wrong uses that load', async () => {
    const refused = sourceOf(() => { throw new TypeError('no'); });
    await expect(runChecks(dataSourceContract({ dataSource: sourceOf(() => ({ train: good })), refused: [refused] }))).rejects.toThrow('refuses mine 1 with a plain error: an error without advice; throw a DataError or a ConfigError: no');
    await expect(runChecks(dataSourceContract({ dataSource: sourceOf(() => ({ train: good })), refused: [sourceOf(() => ({ train: good }))] }))).rejects.toThrow('it loads, though it should be refused');
  });
});

describe('the contract of data sources passes', () => {
  const drawn = defineDataSource({ name: 'drawn', ...common, inject: [RANDOM], create: (_, random) => ({ load: async () => ({ train: { ...good, inputs: [column('x', [1, 2, random.stream('x').normal()])] } }) }) });
  registerChecks('one that draws by the seed of the run', dataSourceContract({ dataSource: drawn(), refused: [sourceOf(() => { throw new DataError('there is no such file'); })] }), { describe, it });
  registerChecks('a stream', dataSourceContract({ dataSource: chainrule.stream({ samples: function* () { for (let i = 0; i < 9; i++) yield { inputs: [i], targets: [2 * i] }; } }) }), { describe, it });
  registerChecks('one with parts of its own', dataSourceContract({ dataSource: sourceOf(() => ({ train: good, validation: good })) }), { describe, it });

  it('and says what could not be tried', async () => {
    const { notes } = await runChecks(dataSourceContract({ dataSource: sourceOf(() => ({ train: { count: 1, inputs: [pattern], targets: [] } })) }));
    expect(notes).toEqual(['a part can be held out, and inputs standardised: one sample cannot be divided']);
  });
});

const observerOf = (observer: Observer) => defineObserver({ name: 'mine', ...common, create: () => observer })();

function needsSteps(): Observer {
  return { finished: ({ steps }) => { if (steps === 0) throw new RangeError('nothing to draw'); } };
}

describe('the contract of observers finds', () => {
  it.each<[string, Observer, RegExp]>([
    ['one that throws', { restartEnded: () => { throw new TypeError('no restarts here'); } }, /takes all that a run tells: .*no restarts here/su],
    ['one that needs a validation part', { epochEnded: ({ epochs, validation }) => { if (validation === undefined || epochs < 0) throw new TypeError('no validation'); } }, /takes what is rare, and changes nothing of it: epochEnded: .*no validation/su],
    ['one that changes what it is told', { stepped: step => { Object.assign(step, { loss: 0 }); } }, /takes what is rare.*: stepped: .*loss/su],
    ['one that counts on a step before the end', needsSteps(), /takes what is rare.*: finished before any step: .*nothing to draw/su],
  ])('%s', async (_, observer, message) => {
    await expect(runChecks(observerContract({ observer: observerOf(observer) }))).rejects.toThrow(message);
  });

  const output = mkdtempSync(join(tmpdir(), 'chainrule-observers-'));
  afterAll(() => rmSync(output, { recursive: true }));
  it('nothing wrong with those of the framework', async () => {
    for (const observer of [chainrule.progress(), chainrule.tensorBoard()]) expect((await runChecks(observerContract({ observer, output }))).passed).toBe(3);
  });
});

describe('runCommand', () => {
  const count = defineCommand({
    name: 'count', summary: 'counts', options: () => z.strictObject({ upTo: z.int().default(2) }), inject: [LOGGER],
    run({ words, options: { upTo }, write }, logger) {
      logger.warn(`asked for ${words.join(' and ')}`);
      for (let i = 1; i <= upTo; i++) write(String(i));
      return upTo > 2 ? 3 : undefined;
    },
  });
  const said: string[] = [];
  const plugins = [new ContainerModule(({ bind }) => void bind(LOGGER).toConstantValue({ info: () => {}, warn: line => void said.push(line) }))];

  it('gives lines and exit code, with services that a test replaces', async () => {
    expect(await runCommand(count, { words: ['a', 'b'], plugins })).toEqual({ code: 0, lines: ['1', '2'] });
    expect(await runCommand(count, { options: { upTo: 3 }, plugins })).toEqual({ code: 3, lines: ['1', '2', '3'] });
    expect(said).toEqual(['asked for a and b', 'asked for ']);
  });

  it('checks options as the command line does', async () => {
    await expect(runCommand(count, { options: { upTo: 1.5 } })).rejects.toThrow(ConfigError);
    await expect(runCommand(count, { options: { upto: 1 } as never })).rejects.toThrow(/unknown key "upto"[^]*upTo/u);
  });
});

it('registers checks with the test runner of Node as well', () => {
  expectTypeOf<Pick<typeof nodeTest, 'describe' | 'it'>>().toExtend<TestRunner>();
});
