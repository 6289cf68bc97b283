import { activation, createRun, defineDataSource, defineLayer, defineLoss, defineMetric, defineObserver, defineOptimizer, definePlugin, defineSchedule, PluginError, z } from 'chainrule';
import type { DataSource, Layer, Loss, Metric, Observer, Optimizer, PluginDefinition, RunConfig, Schedule } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { InvalidConfigError } from '../../src/plugins/problem.ts';
import { classifier } from '../training/problems.ts';

const own = new TypeError('mine');
const fail = (): never => { throw own; };
const options = () => z.strictObject({});
const about = { name: 'failing', summary: 'fails', options };

const layer = (create: () => Layer) => definePlugin({ name: 'bad', contributes: { layers: [defineLayer({ ...about, create })] } });
const loss = (create: () => Loss) => definePlugin({ name: 'bad', contributes: { losses: [defineLoss({ ...about, create })] } });
const schedule = (create: () => Schedule) => definePlugin({ name: 'bad', contributes: { schedules: [defineSchedule({ ...about, create })] } });
const metric = (create: () => Metric) => definePlugin({ name: 'bad', contributes: { metrics: [defineMetric({ ...about, create })] } });
const optimizer = (create: () => Optimizer) => definePlugin({ name: 'bad', contributes: { optimizers: [defineOptimizer({ ...about, create })] } });
const source = (create: () => DataSource) => definePlugin({ name: 'bad', contributes: { dataSources: [defineDataSource({ ...about, create })] } });
const observer = (create: () => Observer) => definePlugin({ name: 'bad', contributes: { observers: [defineObserver({ ...about, create })] } });

const [inModel, inLoss, inRate, inMetrics, inOptimizer, inData, inObservers]: readonly Partial<RunConfig>[] = [
  { model: { use: 'sequential', layers: ['failing', { use: 'dense', units: 3 }] } }, { loss: 'failing' }, { optimizer: { use: 'sgd', learningRate: { use: 'failing' } } },
  { metrics: ['failing'] }, { optimizer: 'failing' }, { data: 'failing' }, { observers: ['failing'] },
];

/** Makes a run and trains it, to an error. */
async function failure(plugin: PluginDefinition, more: Partial<RunConfig> = {}): Promise<unknown> {
  try {
    await using run = await createRun(classifier(12, { backend: 'typescript', plugins: [{ ...plugin, from: './bad.ts' }], ...more }));
    await run.train();
  } catch (error) {
    return error;
  }
  throw new Error('nothing failed');
}

describe('a plugin that fails says which plugin and which contribution', () => {
  const cases: readonly (readonly [what: string, plugin: PluginDefinition, use: Partial<RunConfig> | undefined, text: string])[] = [
    ['create', layer(fail), inModel, '`create` of the layer failing'],
    ['build', layer(() => ({ ...activation(x => ({ y: x, backward: dy => dy })), build: fail })), inModel, 'failing: the plugin bad (./bad.ts) fails in `build` of the layer failing'],
    ['forward', layer(() => activation(fail)), inModel, 'failing: the plugin bad (./bad.ts) fails in `forward` of the layer failing'],
    ['backward', layer(() => activation(x => ({ y: x, backward: fail }))), inModel, '`backward` of the layer failing'],
    ['a loss', loss(() => ({ batchReduction: 'mean', forward: fail })), inLoss, '`forward` of the loss failing'],
    ['a schedule', schedule(() => ({ at: step => (step > 0 ? fail() : 0.1) })), inRate, '`at` of the schedule failing'],
    ['a metric', metric(() => ({ record: (prediction, target) => ({ value: prediction.mul(0).add(target.cast('float').mul(0).reshape([prediction.shape[0] ?? 1, 1])).sum() }), result: fail })), inMetrics, '`result` of the metric failing'],
    ['an optimizer', optimizer(() => ({ update: fail })), inOptimizer, '`update` of the optimizer failing'],
    ['a data source', source(() => ({ load: async () => fail() })), inData, '`load` of the data source failing'],
    ['an observer that starts', observer(() => ({ started: fail })), inObservers, '`started` of the observer failing'],
    ['an observer of steps', observer(() => ({ stepped: fail })), inObservers, '`stepped` of the observer failing'],
    ['an observer that is told later', observer(() => ({ epochEnded: async () => fail() })), inObservers, '`epochEnded` of the observer failing'],
  ];

  it.each(cases)('%s', async (_, plugin, use, text) => {
    const error = await failure(plugin, use);
    expect(error).toBeInstanceOf(PluginError);
    expect(error).toMatchObject({ cause: own });
    for (const part of ['the plugin bad (./bad.ts) fails in ', text, 'got: TypeError: mine at ', 'correct the plugin']) expect(String(error)).toContain(part);
    // The column is that of compiled code.
    expect(String(error)).toMatch(/failures\.test\.ts:\d+\n/u);
  });

  it('in its schema', async () => {
    const withSchema = (schema: () => z.ZodObject) => definePlugin({ name: 'bad', contributes: { layers: [defineLayer({ ...about, options: schema, create: fail })] } });
    expect(String(await failure(withSchema(fail), inModel))).toContain('fails in `options` of the layer failing');
    expect(String(await failure(withSchema(() => z.strictObject({}).refine(fail)), inModel))).toContain('fails in `options` of the layer failing');
  });

  it('without a schema, though nothing uses it', async () => {
    const error = await failure(definePlugin({ name: 'bad', contributes: { layers: [defineLayer({ ...about, options: () => JSON.parse('{}'), create: fail })] } }));
    expect(String(error)).toMatch(/^PluginError: plugin bad \(\.\/bad\.ts\): the layer failing has no schema of its options\n {2}got: an object without keys\n/u);
  });

  it('by making nothing', async () => {
    const error = await failure(layer(() => JSON.parse('3')), inModel);
    expect(error).toBeInstanceOf(PluginError);
    expect(String(error)).toMatch(/plugin bad \(\.\/bad\.ts\), layer failing: the layer "failing" was not made\n {2}got: 3/u);
  });

  it('and keeps what a plain error of its own says', async () => {
    expect(await failure(layer(() => activation(x => ({ y: x.reshape([7]), backward: dy => dy }))), inModel)).toMatchObject({ name: 'ShapeError' });
    const refused = await failure(definePlugin({ name: 'bad', contributes: { layers: [defineLayer({ ...about, options: () => z.strictObject({ units: z.int() }), create: fail })] } }), inModel);
    expect(refused).toBeInstanceOf(InvalidConfigError);
  });

  it('also where it is a ContainerModule of its own words, and not where it is no plugin but code of the caller', async () => {
    const error = await createRun(classifier(12, { observers: [defineObserver({ ...about, create: () => ({ started: fail }) })()] })).then(run => run.train()).catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(PluginError);
    expect(error).toMatchObject({ message: 'mine' });
  });
});

describe('what a plugin makes', () => {
  it('stays what it is: of its class, with private fields, getters and methods of a prototype', async () => {
    class Counting implements Observer {
      #steps = 0;
      get steps() { return this.#steps; }
      stepped() { this.#steps++; }
    }
    const counting = new Counting();
    const plugin = definePlugin({ name: 'good', contributes: { observers: [defineObserver({ ...about, create: () => Object.freeze(counting) })] } });
    await using run = await createRun(classifier(12, { plugins: [plugin], observers: ['failing'], training: { steps: 3, batchSize: 4 } }));
    await run.train();
    expect(run.parts.observers[0]).toBeInstanceOf(Counting);
    expect(run.parts.observers[0]).toHaveProperty('steps', 3);
    expect(counting.steps).toBe(3);
  });

  it('can give a stream, which is a part of it', async () => {
    const first = { count: 1, inputs: [{ name: 'x', shape: [2], dtype: 'float' as const, values: Float32Array.of(1, 2) }], targets: [{ name: 'y', shape: [], dtype: 'int32' as const, values: Int32Array.of(0) }] };
    const plugin = source(() => ({ load: async () => ({ train: first, stream: { samplesPerEpoch: 20, take: fail } }) }));
    const error = await failure(plugin, inData);
    expect(error).toBeInstanceOf(PluginError);
    expect(String(error)).toContain('fails in `take` of the data source failing');
  });
});
