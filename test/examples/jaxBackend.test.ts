import { readFileSync, readdirSync } from 'node:fs';
import { BackendError, createRun } from 'chainrule';
import type { DType, Graph, RunConfig, StateEntry } from 'chainrule';
import { backendContract, expectClose, layerContract, registerChecks, tolerances } from 'chainrule/testing';
import { describe, expect, it, vi } from 'vitest';
import { jaxBackend } from '../../examples/plugins/jax/jaxBackend.ts';
import { loadConfig } from '../../src/config/loadConfig.ts';
import { parseOverride } from '../../src/config/override.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import { observedBy } from '../training/observed.ts';

const folder = 'examples/plugins/jax';
const backend = await jaxBackend();
const backends = [{ name: 'jax', backend }];
const sources = readdirSync(folder).filter(name => name.endsWith('.ts')).map(name => readFileSync(`${folder}/${name}`, 'utf8'));

registerChecks('jax', backendContract(backend), { describe, it });
for (const [layer, input] of [[{ use: 'batchNormalization' }, [4]], [{ use: 'layerNormalization' }, [4]], [{ use: 'dense', units: 3, activation: 'softmax' }, [4]]] as const) {
  const dependsOnBatch = layer.use === 'batchNormalization' ? 'it has batch statistics' : undefined;
  registerChecks(`${layer.use} on jax`, layerContract({ layer, inputs: [input], backends, ...(dependsOnBatch && { dependsOnBatch }) }), { describe, it });
}

/** The losses of the epochs of the example's config. */
async function curve(...overrides: readonly string[]): Promise<readonly number[]> {
  const losses: number[] = [];
  const { config, folder: from } = await loadConfig(`${folder}/iris.yaml`, overrides.map(parseOverride));
  const observed = observedBy({ epochEnded: ({ training }) => void losses.push(training.loss) });
  const { plugins = [] } = config as RunConfig;
  await using run = await createRun({ ...config as RunConfig, ...observed, plugins: [...plugins, ...observed.plugins ?? []] }, { folder: from });
  await run.train();
  return losses;
}

const state: readonly StateEntry[] = [{ name: 'w', shape: [64, 64], dtype: 'float' }];

const numbers = Array.from({ length: 16 * 64 }, (_, index) => Math.sin(index));

/** w ← w − rate·xᵀ·(x·w + noise + a constant), with the loss as an output or with none. */
function descent(withOutput: boolean): Graph {
  const recorder = new GraphRecorder();
  const w = recorder.input({ from: 'state', name: 'w' }, { shape: [64, 64], dtype: 'float' });
  const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [16, 64], dtype: 'float' });
  const rate = recorder.input({ from: 'scalar', name: 'rate' }, { shape: [], dtype: 'float' });
  const noise = recorder.input({ from: 'noise', name: 'noise', noise: { distribution: 'normal', perSample: false } }, { shape: [16, 64], dtype: 'float' });
  const z = x.matMul(w).add(noise).add(x.constant(numbers, [16, 64]));
  return recorder.graph(withOutput ? { loss: z.square().sum() } : {}, { w: w.sub(x.T.matMul(z).mul(rate)) });
}

/** How many pages the memory of WebAssembly grows by while `work` is done. */
function pagesGrown(work: () => void): number {
  const grow = vi.spyOn(WebAssembly.Memory.prototype, 'grow');
  work();
  const pages = grow.mock.calls.reduce((sum, [more]) => sum + Number(more), 0);
  grow.mockRestore();
  return pages;
}

/** What an operation gives of two operands of a dtype. */
async function applied(operation: 'less' | 'divide' | 'power', dtype: DType, left: readonly number[], right: readonly number[]): Promise<readonly number[]> {
  const recorder = new GraphRecorder();
  const operands = ['left', 'right'].map(name => recorder.input({ from: 'feed', name }, { shape: [left.length], dtype }));
  const session = backend.open([]);
  const executable = session.compile(recorder.graph({ y: recorder.record(operation, operands, {}) }));
  const { left: a, right: b } = executable.frame.feeds;
  await executable.run(1, () => [a?.set(left), b?.set(right)], () => {});
  session.dispose();
  return Array.from(executable.outputs['y'] ?? []);
}

describe('the jax plugin', () => {
  it('orders bools, and truncates integers that were divided, as the definition of the operations does', async () => {
    expect(await applied('less', 'bool', [0, 1, 0, 1], [0, 0, 1, 1])).toEqual([0, 0, 1, 0]);
    expect(await applied('divide', 'int32', [49, -49, 98, 7, -7, 5_000_000], [49, 49, 49, 2, 2, 1])).toEqual([1, -1, 2, 3, -3, 5_000_000]);
    expect(await applied('power', 'int32', [3, -3, 7, 2], [2, 3, 5, -1])).toEqual([9, -27, 16_807, 0]);
  });

  it('trains its example to the losses of typescript', async () => {
    const losses = await curve();
    expect(losses.at(-1)).toBeLessThan(0.15);
    expectClose(losses, await curve('backend=typescript'), tolerances.curve);
  });

  it.each([true, false])('runs 1000 steps in the memory of the first few; with an output: %s', withOutput => {
    const session = backend.open(state);
    const executable = session.compile(descent(withOutput));
    const { feeds, scalars } = executable.frame;
    const fill = (step: number) => {
      feeds['x']?.fill(step % 7);
      scalars[0] = 1e-7 * step;
    };
    const run = (count: number) => void executable.run(count, fill, () => {});
    run(3);
    expect(pagesGrown(() => run(1000))).toBe(0);
    session.dispose();
  });

  it('gives all memory back when a session is disposed', () => {
    const whole = () => {
      const session = backend.open(state);
      void session.compile(descent(true)).run(1, () => {}, () => {});
      session.dispose();
    };
    whole();
    expect(pagesGrown(() => { for (let time = 0; time < 50; time++) whole(); })).toBe(0);
  });

  it('writes nothing where a part of it is refused, and names the nearest state', async () => {
    const session = backend.open(state);
    const ones = new Float32Array(64 * 64).fill(1);
    expect(() => session.write({ w: ones, v: [1] })).toThrow(BackendError);
    expect(() => session.write({ w: ones, W: [1] })).toThrow(/no such state\n {2}got: W\n.*\n {2}did you mean: w\?/u);
    expect((await session.read())['w']?.every(value => value === 0)).toBe(true);
    session.dispose();
    session.dispose();
  });

  it('refuses automatic differentiation, and says what to do', async () => {
    await expect(curve('gradients=autodiff')).rejects.toThrow(/gradients to backprop or backend to tfjs/u);
  });

  it('fits in 400 lines', () => {
    expect(sources.flatMap(text => text.split('\n')).filter(line => line.trim() !== '').length).toBeLessThanOrEqual(400);
  });

  it('is built on what chainrule exports, and on jax-js', () => {
    const imported = sources.flatMap(text => [...text.matchAll(/ from '([^']+)'/gu)].map(([, name]) => name ?? ''));
    expect(new Set(imported.filter(name => !name.startsWith('./')))).toEqual(new Set(['chainrule', '@jax-js/jax']));
  });
});
