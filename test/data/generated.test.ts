import { describe, expect, it } from 'vitest';
import type { AnyBuilder } from '../../src/components/definition.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { blobs, bumpy, circles, linearData, spirals, twoMoons, xor } from '../../src/data/index.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { createSource, takesOptions } from './createSource.ts';

const sources: readonly AnyBuilder<'dataSource'>[] = [xor, twoMoons, circles, spirals, blobs, linearData, bumpy];
const load = (source: AnyBuilder<'dataSource'>, options: object = {}, seed = 1) => createSource(source, options).load({ folder: '.', seed });
const exact = { relative: 1e-12, absolute: 1e-12 };

/** The samples, each with its inputs and its first target. */
async function samplesOf(source: AnyBuilder<'dataSource'>, options: object): Promise<readonly { readonly x: readonly number[]; readonly t: number }[]> {
  const { train } = await load(source, options);
  const [{ values = new Float64Array(), shape: [width = 1] = [] } = {}, targets] = [train.inputs[0], train.targets[0]?.values];
  return Array.from({ length: train.count }, (_, i) => ({ x: [...values.subarray(i * width, (i + 1) * width)], t: targets?.[i] ?? Number.NaN }));
}

const valuesOf = ({ inputs, targets }: Dataset) => [...inputs, ...targets].map(({ values }) => [...values]);

describe.each(sources.map(source => [source.definition.name, source] as const))('%s', (_, source) => {
  it('repeats by the seed, its own before the run\'s, and keeps its training samples beside a test part', async () => {
    const [first, own] = [(await load(source, { samples: 20, ...noisy(source) })).train, await load(source, { samples: 20, test: 7, seed: 1, ...noisy(source) }, 9)];
    expect(valuesOf(own.train)).toEqual(valuesOf(first));
    expect(own.test?.count).toBe(7);
    expect(valuesOf(own.test ?? first)[0]?.slice(0, 2)).not.toEqual(valuesOf(first)[0]?.slice(0, 2));
    expect(valuesOf((await load(source, { samples: 20, ...noisy(source) }, 2)).train)).not.toEqual(valuesOf(first));
  });

  it('refuses options out of range', () => {
    for (const options of [{ samples: 0 }, { test: -1 }, { seed: 0.5 }, { [source === blobs ? 'standardDeviation' : 'noise']: -1 }, { sample: 3 }]) expect(takesOptions(source, options)).toBe(false);
  });
});

function noisy(source: AnyBuilder<'dataSource'>): object {
  return source === xor ? { noise: 0.1 } : {};
}

describe('generated samples', () => {
  it('lie where their formulas say', async () => {
    expect(await samplesOf(xor, {})).toEqual([{ x: [0, 0], t: 0 }, { x: [0, 1], t: 1 }, { x: [1, 0], t: 1 }, { x: [1, 1], t: 0 }]);
    for (const { x: [a = 0, b = 0], t } of await samplesOf(twoMoons, { noise: 0, samples: 50 })) {
      const [u, v] = t === 0 ? [a, b] : [1 - a, 0.5 - b];
      expectClose([u * u + v * v], [1], exact, 'a half circle');
      expect(v).toBeGreaterThanOrEqual(0);
    }
    for (const { x: [a = 0, b = 0], t } of await samplesOf(circles, { noise: 0, radius: 0.3 })) expectClose([Math.hypot(a, b)], [t === 0 ? 1 : 0.3], exact, 'a circle');
    for (const { x: [a = 0, b = 0], t } of await samplesOf(spirals, { noise: 0, arms: 4, turns: 0.5 })) {
      const distance = Math.hypot(a, b);
      const angle = 2 * Math.PI * (t / 4 + distance / 2);
      expectClose([a, b], [distance * Math.cos(angle), distance * Math.sin(angle)], exact, 'an arm');
    }
    for (const { x: [x = 0], t } of await samplesOf(bumpy, { noise: 0 })) expectClose([t], [Math.sin(2 * x) + Math.sin(5 * x) / 2], exact, 'the bumps');
    for (const { x: [a = 0, b = 0], t } of await samplesOf(linearData, { noise: 0, weights: [2, -1], bias: 3 })) expectClose([t], [2 * a - b + 3], exact, 'the line');
    expect(await samplesOf(blobs, { centers: [[1, 2], [3, 4]], standardDeviation: 0, samples: 3 })).toEqual([{ x: [1, 2], t: 0 }, { x: [3, 4], t: 1 }, { x: [1, 2], t: 0 }]);
  });

  it('of drawn centres and weights share them between training and test', async () => {
    const { train, test } = await load(blobs, { standardDeviation: 0, samples: 3, test: 3, features: 4 });
    expect(test?.inputs[0]?.values).toEqual(train.inputs[0]?.values);
    const lines = await load(linearData, { noise: 0, test: 5 });
    const slopes = [lines.train, lines.test].map(part => (part?.targets[0]?.values[0] ?? 0) / (part?.inputs[0]?.values[0] ?? 0));
    expectClose(slopes.slice(0, 1), slopes.slice(1), exact, 'the weight');
  });

  it('have noise of the deviation that is asked for', async () => {
    const distances = (await samplesOf(blobs, { centers: [[0, 0]], standardDeviation: 2, samples: 4000 })).flatMap(({ x }) => x.map(each => each * each));
    expectClose([distances.reduce((sum, each) => sum + each, 0) / distances.length], [4], { relative: 0.05, absolute: 0 }, 'the variance');
  });

  it('give their classes in the form that is asked for', async () => {
    const target = async (source: AnyBuilder<'dataSource'>, form: string) => (await load(source, { samples: 3, target: form })).train.targets[0];
    expect(await target(twoMoons, 'number')).toMatchObject({ shape: [1], dtype: 'float', values: Float64Array.of(0, 1, 0) });
    expect(await target(twoMoons, 'index')).toMatchObject({ shape: [], dtype: 'int32', values: Int32Array.of(0, 1, 0) });
    expect(await target(spirals, 'oneHot')).toMatchObject({ shape: [3], dtype: 'float', values: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) });
    expect(takesOptions(spirals, { target: 'number' })).toBe(false);
    for (const options of [{ centers: [[1], [1, 2]] }, { centers: [[1]], features: 1 }]) expect(takesOptions(blobs, options)).toBe(false);
    expect(takesOptions(linearData, { weights: [1], features: 1 })).toBe(false);
  });
});
