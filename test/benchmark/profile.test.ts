import { describe, expect, it } from 'vitest';
import { operatorTimes } from '../../src/backends/onnx/profileFile.ts';
import { attributionOf } from '../../src/benchmark/profile/attribution.ts';
import { slowestFirst } from '../../src/benchmark/profile/profile.ts';
import { profileSteps } from '../../src/benchmark/profile/profileSteps.ts';
import { Stopwatch } from '../../src/benchmark/profile/stopwatch.ts';
import { randomData } from '../../src/benchmark/randomData.ts';
import { simplify } from '../../src/graph/simplify.ts';
import { adam, batchNormalization, categoricalCrossEntropy, createRun, dense, dropout, sequential } from '../../src/index.ts';
import type { RunConfig } from '../../src/index.ts';
import { expectClose } from '../../src/verification/closeTo.ts';

const run = (backend: string, gradients: 'backprop' | 'autodiff' = 'backprop') => createRun({
  model: sequential([dense({ units: 6, activation: 'relu' }), batchNormalization(), dropout(0.2), dense({ units: 3 })]),
  loss: categoricalCrossEntropy(), optimizer: adam({ learningRate: 0.01 }), metrics: ['accuracy'], backend, gradients,
  shapes: { inputs: [[5]], targets: [{ shape: [], dtype: 'int32' }] }, training: { batchSize: 4 },
} as RunConfig);

describe('the nodes of a step', () => {
  it('are forward, backward or update by the graph alone', async () => {
    await using own = await run('typescript');
    const graph = simplify(own.graph());
    const attribute = attributionOf(graph);
    const found = graph.nodes.map((node, id) => ({ op: node.op, transposed: JSON.stringify(node.attributes), ...attribute(id) }));
    const products = found.filter(({ op }) => op === 'matMul').map(({ layer, pass }) => `${layer} ${pass}`);
    expect(products.toSorted()).toEqual(['dense backward', 'dense forward', 'dense_2 backward', 'dense_2 backward', 'dense_2 forward']);
    expect(new Set(found.filter(({ op }) => op === 'sqrt').map(({ layer, pass }) => `${layer} ${pass}`))).toEqual(new Set(['batchNormalization forward', 'batchNormalization update', 'dense update', 'dense_2 update']));
    expect(found.filter(({ op }) => op === 'argMax').map(({ layer, pass }) => `${layer} ${pass}`)).toEqual(['metrics[0] forward']);
  });
});

describe('a profile', () => {
  it.each([['typescript', 'backprop'], ['wasm', 'backprop'], ['tfjs:cpu', 'backprop'], ['tfjs:cpu', 'autodiff']] as const)('on %s by %s has every layer, and all passes', async (backend, gradients) => {
    await using own = await run(backend, gradients);
    const profile = await profileSteps(own.parts, randomData(own.parts), backend, 0.02);
    for (const layer of ['dense', 'batchNormalization', 'dense_2', 'loss']) expect(profile.parts.map(part => part.layer)).toContain(layer);
    expect(new Set(profile.parts.map(({ pass }) => pass))).toEqual(new Set(['forward', 'backward', 'update', 'rest']));
    const sum = profile.parts.reduce((total, { milliseconds }) => total + milliseconds, 0);
    expectClose([sum], [profile.milliseconds], { relative: 1e-6, absolute: 0 });
    expect(profile.parts).toEqual(slowestFirst(profile.parts));
    if (gradients === 'autodiff') expect(profile.parts.find(({ operation }) => operation === 'gradient')).toMatchObject({ pass: 'backward' });
  });

  it('is taken for about as long as it may', async () => {
    await using own = await run('typescript');
    const start = performance.now();
    await profileSteps(own.parts, randomData(own.parts), 'typescript', 0.05);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('times the parts of the very step that is trained', async () => {
    await using own = await run('wasm');
    const losses = async (timed?: Parameters<typeof import('../../src/benchmark/modelSteps.ts').modelSteps>[2]) => {
      const { modelSteps } = await import('../../src/benchmark/modelSteps.ts');
      const steps = modelSteps(own.parts, randomData(own.parts), timed);
      return [await steps.run(1), await steps.run(3)];
    };
    expect(await losses(() => () => {})).toEqual(await losses());
  });
});

describe('a stopwatch', () => {
  it('gives the mean of a step over the laps that are asked for, and begins anew', async () => {
    await using own = await run('typescript');
    const graph = simplify(own.graph());
    const stopwatch = new Stopwatch();
    const [first, second] = [graph.nodes.findIndex(({ op }) => op === 'matMul'), graph.nodes.findIndex(({ op }) => op === 'sqrt')].map(id => stopwatch.timed(graph, [id]));
    for (const [one, other] of [[1, 6], [900, 6], [3, 6]] as const) {
      for (let step = 0; step < 4; step++) first?.(one);
      for (let step = 0; step < 2; step++) second?.(other);
      stopwatch.lap(4);
    }
    expect(stopwatch.parts([0, 2]).map(({ operation, milliseconds }) => [operation, milliseconds])).toEqual([['sqrt', 3], ['matMul', 2]]);
    stopwatch.reset();
    stopwatch.lap(1);
    expect(stopwatch.parts([0])).toEqual([]);
  });
});

describe("ONNX Runtime's profile", () => {
  it('gives the time of each operator in a run, the median', () => {
    const kernel = (name: string, dur: number) => ({ cat: 'Node', name: `${name}_kernel_time`, dur });
    const events = [
      { cat: 'Session', name: 'model_run', dur: 50 }, kernel('17@dense/Gemm_3', 2000), { cat: 'Node', name: '17@dense/Gemm_3_fence_before', dur: 9 }, kernel('18@loss/Exp_4', 1000),
      { cat: 'Session', name: 'model_run', dur: 50 }, kernel('17@dense/Gemm_3', 4000), kernel('18@loss/Exp_4', 1000),
      { cat: 'Session', name: 'model_run', dur: 90 }, kernel('17@dense/Gemm_3', 90_000), kernel('18@loss/Exp_4', 1000),
    ];
    expect(operatorTimes(events)).toEqual([{ name: '17@dense/Gemm_3', milliseconds: 4 }, { name: '18@loss/Exp_4', milliseconds: 1 }]);
  });

  it.for(['onnx:cpu', 'onnx:wasm'])('tells the layers of what it computes, on %s', async (backend, context) => {
    const own = await run(backend).catch(() => undefined);
    if (own === undefined) return context.skip('ONNX Runtime is not installed');
    const { parts } = await profileSteps(own.parts, randomData(own.parts), backend, 0.02);
    expect(new Set(parts.map(({ pass }) => pass))).toEqual(new Set(['forward', 'backward', 'update', 'rest']));
    for (const layer of ['dense', 'dense_2', 'loss']) expect(parts.map(part => part.layer)).toContain(layer);
    await own[Symbol.asyncDispose]();
  });
});
