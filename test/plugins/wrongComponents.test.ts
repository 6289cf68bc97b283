import {
  createRun, defineBackend, defineDataSource, defineInitializer, defineLayer, defineLoss, defineMetric, defineObserver, defineOptimizer, definePlugin, defineProjection, defineRegularizer, defineSchedule,
  PluginError, z,
} from 'chainrule';
import type { Contributes } from 'chainrule';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/components/kinds.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { classifier } from '../training/problems.ts';

/** A definition whose factory gives what plain JavaScript lets it give. */
function about(create: () => unknown) {
  return { name: 'odd', summary: 'is none', options: () => z.strictObject({}), create: create as () => never };
}

const contributed: { readonly [K in Kind]: (create: () => unknown) => Contributes } = {
  layer: create => ({ layers: [defineLayer(about(create))] }),
  loss: create => ({ losses: [defineLoss(about(create))] }),
  optimizer: create => ({ optimizers: [defineOptimizer(about(create))] }),
  regularizer: create => ({ regularizers: [defineRegularizer(about(create))] }),
  projection: create => ({ projections: [defineProjection(about(create))] }),
  initializer: create => ({ initializers: [defineInitializer(about(create))] }),
  schedule: create => ({ schedules: [defineSchedule(about(create))] }),
  metric: create => ({ metrics: [defineMetric(about(create))] }),
  dataSource: create => ({ dataSources: [defineDataSource(about(create))] }),
  observer: create => ({ observers: [defineObserver(about(create))] }),
  backend: create => ({ backends: [defineBackend(about(create))] }),
};

/** What a registry with the plugin makes of the name. */
function made(kind: Kind, create: () => unknown): unknown {
  const plugin = { ...definePlugin({ name: 'strange', contributes: contributed[kind](create) }), from: './strange.ts' };
  return createRegistry([plugin]).create(kind, 'odd');
}

function refusal(kind: Kind, create: () => unknown): unknown {
  try {
    made(kind, create);
  } catch (error) {
    return error;
  }
  throw new Error('nothing was wrong');
}

const nothing = () => 0;
const hooks = 'started, stepped, gradientsWatched, epochEnded, restartEnded, finished';

describe('what a plugin makes is checked against the interface of its kind', () => {
  it.each<readonly [Kind, string, string]>([
    ['layer', 'layer', 'build, a function; forward, a function'],
    ['loss', 'loss', 'batchReduction, "mean" or "sum"; forward, a function'],
    ['optimizer', 'optimizer', 'update, a function'],
    ['regularizer', 'regularizer', 'penalty or transform, a function'],
    ['projection', 'projection', 'project, a function'],
    ['initializer', 'initializer', 'values, a function'],
    ['schedule', 'schedule', 'at, a function'],
    ['metric', 'metric', 'record, a function; result, a function'],
    ['dataSource', 'data source', 'load, a function'],
    ['backend', 'backend', 'name, a text; precision, "float32" or "float64"; gaps, a function; open, a function'],
  ])('a %s', (kind, word, expected) => {
    const error = refusal(kind, () => ({}));
    expect(error).toBeInstanceOf(PluginError);
    expect(String(error)).toBe(`PluginError: plugin strange (./strange.ts), ${word} odd: create gave no ${word}\n  got: an object without keys\n  expected: ${expected}`);
  });

  it.each<readonly [Kind, object, readonly string[]]>([
    ['layer', { build: nothing, foward: nothing }, ['got: an object with build, foward', 'expected: forward, a function', 'did you mean: forward?']],
    ['loss', { batchReduction: 'average', forward: nothing }, ['got: batchReduction: "average"', 'expected: batchReduction, "mean" or "sum"']],
    ['optimizer', { update: nothing, slots: { m: 0 } }, ['got: slots: an object with m', 'expected: slots, a function']],
    ['regularizer', { penalty: 3 }, ['got: penalty: 3', 'expected: penalty, a function']],
    ['schedule', { at: nothing, observe: nothing, monitor: 'loss' }, ['got: an object with at, observe, monitor', 'expected: state, a function; restore, a function']],
    ['metric', { record: nothing, result: nothing, better: 'lowest' }, ['got: better: "lowest"', 'expected: better, "higher" or "lower"']],
    ['observer', { epochEnd: nothing }, ['an observer is told nothing by the name "epochEnd"', `expected: one of ${hooks}`, 'did you mean: epochEnded?', '#draw']],
    ['observer', { onEpoch: nothing }, ['an observer is told nothing by the name "onEpoch"', `expected: one of ${hooks}`]],
    ['observer', { epochEnded: nothing, stepped: 5 }, ['create gave no observer', 'got: stepped: 5', 'expected: stepped, a function']],
    ['backend', { name: 'odd', precision: 'float16', gaps: nothing, open: nothing }, ['got: precision: "float16"']],
  ])('of a %s that is %j', (kind, component, parts) => {
    const text = String(refusal(kind, () => component));
    for (const part of ['plugin strange (./strange.ts), ', ...parts]) expect(text).toContain(part);
  });

  it('and is taken where all is there, whatever stands beside it', () => {
    class Drawing {
      #lines = 0;
      get lines() { return this.#lines; }
      epochEnded() { this.#lines++; }
      finished() { this.finish(); }
      finish() { this.#lines = 0; }
    }
    expect(made('observer', () => new Drawing())).toBeInstanceOf(Drawing);
    expect(made('observer', () => ({}))).toEqual({});
    expect(made('schedule', () => ({ at: nothing, observe: nothing, monitor: 'loss', state: nothing, restore: nothing }))).toHaveProperty('monitor', 'loss');
    expect(made('optimizer', () => ({ update: nothing, slots: undefined, helper: 3 }))).toHaveProperty('helper', 3);
  });

  it('in code too, where it is of no plugin', async () => {
    const error = await createRun(classifier(12, { loss: defineLoss(about(() => ({})))() })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PluginError);
    expect(String(error)).toMatch(/^PluginError: loss odd: create gave no loss\n/u);
  });

  it('where a getter of it fails', () => {
    expect(String(refusal('loss', () => ({ get forward() { throw new TypeError('not yet'); } })))).toMatch(/the plugin strange \(\.\/strange\.ts\) fails in `create` of the loss odd\n {2}got: TypeError: not yet/u);
  });
});

describe('a promise', () => {
  it.each([['that is kept', async () => ({ build: nothing, forward: nothing })], ['that is broken', async () => { throw new Error('later'); }]])('%s is no layer', (_, create) => {
    const error = refusal('layer', create);
    expect(error).toBeInstanceOf(PluginError);
    expect(String(error)).toBe('PluginError: plugin strange (./strange.ts), layer odd: create of the layer gives a promise\n  expected: a layer: a backend alone may be promised\n  next: leave out its `async`, and do what takes time where the layer is used');
  });

  it('is a backend, which is checked when it is there', async () => {
    await expect(made('backend', async () => ({}))).rejects.toThrow(/^plugin strange \(\.\/strange\.ts\), backend odd: create gave no backend\n {2}got: an object without keys/u);
    await expect(made('backend', async () => 3)).rejects.toThrow(/create gave no backend\n {2}got: 3\n/u);
    expect(await made('backend', async () => ({ name: 'odd', precision: 'float64', gaps: nothing, open: nothing }))).toHaveProperty('name', 'odd');
  });
});
