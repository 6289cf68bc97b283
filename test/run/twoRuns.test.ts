import { activation, createRun, defineLayer, defineObserver, definePlugin, RANDOM, z } from 'chainrule';
import type { Plugin, Run, RunConfig } from 'chainrule';
import { testedBackends } from 'chainrule/testing';
import { describe, expect, it } from 'vitest';
import { classifier, clouds, flatWeights } from '../training/problems.ts';

/** A plugin `curled` whose layer `spiral` is y = factor · x, and whose observer draws. Each run gets one of its own under the same name. */
function curled(factor: number, drawn: number[]): Plugin {
  const options = () => z.strictObject({});
  const spiral = defineLayer({ name: 'spiral', summary: 'y = f x', options, create: () => activation(x => ({ y: x.mul(factor), backward: dy => dy.mul(factor) })) });
  const draw = defineObserver({
    name: 'draw', summary: 'draws', options, inject: [RANDOM],
    create: (_, random) => {
      const stream = random.stream('draw');
      return { stepped: ({ loss }) => void drawn.push(loss, stream.uniform()) };
    },
  });
  return definePlugin({ name: 'curled', contributes: { layers: [spiral], observers: [draw] } });
}

interface Way {
  readonly backend: string;
  readonly factor: number;
  readonly seed: number;
}

interface Course {
  readonly numbers: readonly number[];
  readonly weights: readonly number[];
  readonly figures: unknown;
}

function configOf({ backend, factor, seed }: Way, drawn: number[]): RunConfig {
  return classifier(30, {
    backend, seed, plugins: [curled(factor, drawn)], observers: ['draw'],
    model: [{ use: 'dense', units: 8, activation: 'tanh' }, 'spiral', { use: 'dropout', rate: 0.25 }, { use: 'dense', units: 3 }],
    optimizer: { use: 'adam', learningRate: { use: 'cosineDecay', initialValue: 0.05, decaySteps: 20 } },
    training: { epochs: 3, batchSize: 8 },
  });
}

/** Trains on its data, then step by step on batches; `turn` lets the other run take one in between. */
async function course(way: Way, turn: () => Promise<void>): Promise<Course> {
  const drawn: number[] = [];
  await using run: Run = await createRun(configOf(way, drawn));
  await turn();
  await run.train();
  const { inputs, targets } = clouds(16);
  for (let step = 0; step < 4; step++) {
    await turn();
    drawn.push((await run.step({ inputs: inputs.slice(step * 4, step * 4 + 4), targets: targets.slice(step * 4, step * 4 + 4) })).loss);
  }
  await turn();
  return { numbers: drawn, weights: await flatWeights(run), figures: await run.evaluate('train') };
}

const separate = new Map<string, Promise<Course>>();
/** What a run is alone; each is trained once. */
function alone(way: Way): Promise<Course> {
  const key = JSON.stringify(way);
  const known = separate.get(key) ?? course(way, async () => {});
  separate.set(key, known);
  return known;
}
/** Long enough for the other run to go on. */
const elsewhere = () => new Promise<void>(resolve => { setTimeout(resolve, 1); });

const wanted = ['typescript', 'native', 'wasm', 'onnx:cpu', 'tfjs:cpu', 'tfjs:wasm'];
const installed = (await testedBackends(wanted)).flatMap(({ name, backend }) => (backend === undefined ? [] : [name]));
const pairs = installed.flatMap((first, index) => installed.slice(index).map(second => [first, second] as const));

describe('two runs at once, with plugins of one name and seeds of their own, are bit for bit what they are alone', () => {
  it.each(pairs)('%s and %s', async (first, second) => {
    const [one, two] = [{ backend: first, factor: 0.5, seed: 3 }, { backend: second, factor: 2, seed: 11 }] as const;
    const expected = [await alone(one), await alone(two)];
    const together = await Promise.all([course(one, elsewhere), course(two, elsewhere)]);
    expect(together).toEqual(expected);
    expect(together[0]?.weights).not.toEqual(together[1]?.weights);
    expect(together[0]?.numbers.every(Number.isFinite)).toBe(true);
  });

  it('whoever of them shares the backend with the other', () => {
    expect(pairs.filter(([first, second]) => first === second).length).toBe(installed.length);
    expect(installed).toContain('typescript');
  });
});
