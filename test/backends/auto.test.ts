import { describe, expect, it } from 'vitest';
import { autoBackend } from '../../src/backends/auto/autoBackend.ts';
import { multiplications } from '../../src/backends/auto/multiplications.ts';
import { candidatesFor, onnxCpuPaysFrom, onnxWasmPaysFrom } from '../../src/backends/auto/rule.ts';
import type { Candidate } from '../../src/backends/auto/rule.ts';
import type { Backend } from '../../src/backends/backend.ts';
import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import { BackendError } from '../../src/errors.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import type { Graph } from '../../src/tensor/graph.ts';
import { record } from '../../src/tensor/tensor.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

function graphOf(shapes: readonly (readonly number[])[], make: (...tensors: Tensor[]) => Tensor): Graph {
  const recorder = new GraphRecorder();
  return recorder.graph({ y: make(...shapes.map((shape, at) => recorder.input({ from: 'feed', name: String(at) }, { shape, dtype: 'float' }))) });
}
const product = graphOf([[2, 3], [3, 4]], (x, w) => x.matMul(w));

const names = (candidates: readonly Candidate[]) => candidates.map(({ name }) => name);
const there = (name: string, more: Partial<Backend> = {}): Candidate => ({ name, load: async () => ({ ...typescriptBackend(), name, ...more }) });
const absent = (name: string): Candidate => ({
  name, load: () => Promise.reject(new BackendError(`${name} is not installed`, { got: 'nothing\n  at all', next: `install ${name}` })),
});
const choose = (candidates: readonly Candidate[], graph = product): Promise<Backend> => {
  const { chooseFor } = autoBackend(() => candidates);
  if (chooseFor === undefined) throw new Error('auto chooses');
  return chooseFor(graph);
};

describe('the rule of auto', () => {
  it('prefers native, then ONNX Runtime from a size on, then WebAssembly, then plain TypeScript', () => {
    const work = (multiplications: number) => ({ multiplications, differentiates: false });
    expect(names(candidatesFor(work(0), true))).toEqual(['native', 'wasm', 'typescript']);
    expect(names(candidatesFor(work(onnxCpuPaysFrom - 1), true))).toEqual(['native', 'wasm', 'typescript']);
    expect(names(candidatesFor(work(onnxCpuPaysFrom), true))).toEqual(['native', 'onnx:cpu', 'wasm', 'typescript']);
    expect(names(candidatesFor(work(1e9), true))).toEqual(['native', 'onnx:cpu', 'onnx:wasm', 'wasm', 'typescript']);
  });

  it('in a browser takes what runs there', () => {
    expect(names(candidatesFor({ multiplications: onnxWasmPaysFrom - 1, differentiates: false }, false))).toEqual(['wasm', 'typescript']);
    expect(names(candidatesFor({ multiplications: onnxWasmPaysFrom, differentiates: false }, false))).toEqual(['onnx:wasm', 'wasm', 'typescript']);
  });

  it('takes tf.js where the backend differentiates, whatever the size', () => {
    expect(names(candidatesFor({ multiplications: 1, differentiates: true }, true))).toEqual(['tfjs:node', 'tfjs:wasm', 'tfjs:cpu']);
    expect(names(candidatesFor({ multiplications: 1e9, differentiates: true }, false))).toEqual(['tfjs:wasm', 'tfjs:cpu']);
  });

  it('names candidates as the backends that they load are named', async () => {
    const own = candidatesFor({ multiplications: 1, differentiates: false }, false);
    expect((await Promise.all(own.map(({ load }) => load()))).map(({ name }) => name)).toEqual(names(own));
    const cpu = candidatesFor({ multiplications: 1, differentiates: true }, true).at(-1);
    expect((await cpu?.load())?.name).toBe('tfjs:cpu');
  });
});

describe('auto', () => {
  it('takes the first that is there, and tells what it says of itself', async () => {
    const { name, about, passedOver } = await choose([there('native', { about: 'OpenBLAS 0.3, 2 threads' }), there('typescript')]);
    expect({ name, about, passedOver }).toEqual({ name: 'native', about: 'auto: OpenBLAS 0.3, 2 threads', passedOver: [] });
  });

  it('falls back, and says why and what to install', async () => {
    const { name, about, passedOver } = await choose([absent('native'), absent('onnx:cpu'), there('typescript')]);
    expect({ name, about }).toEqual({ name: 'typescript', about: 'auto: native is not installed; onnx:cpu is not installed' });
    expect(passedOver).toEqual(['native: native is not installed; nothing at all; install native', 'onnx:cpu: onnx:cpu is not installed; nothing at all; install onnx:cpu']);
  });

  it('passes over one that lacks an operation, but takes the last with its gaps', async () => {
    const gap = { operation: 'matMul', path: 'dense', reason: 'not here' } as const;
    const second = await choose([there('native', { gaps: () => [gap] }), there('typescript')]);
    expect([second.name, second.about, second.passedOver]).toEqual(['typescript', 'auto: native does not run matMul', ['native: it does not run matMul: not here']]);
    const last = await choose([there('typescript', { gaps: () => [gap] })]);
    expect(last.gaps(product)).toEqual([gap]);
  });

  it('lets a bug through', async () => {
    await expect(choose([{ name: 'native', load: () => Promise.reject(new TypeError('a bug')) }, there('typescript')])).rejects.toThrow('a bug');
  });

  it('says so where nothing is left', async () => {
    await expect(choose([absent('native')])).rejects.toThrow(/no backend can be chosen\n.*native is not installed/);
  });

  it('is told the size of the step, and whether it has gradients to take', async () => {
    const told: unknown[] = [];
    const { chooseFor } = autoBackend(work => {
      told.push(work);
      return [there('typescript')];
    });
    await chooseFor?.(product);
    await chooseFor?.(graphOf([[3]], x => record('gradient', [x.square().sum(), x], {})));
    expect(told).toEqual([{ multiplications: 24, differentiates: false }, { multiplications: 0, differentiates: true }]);
  });
});

describe('multiplications', () => {
  it.each<[string, Graph, number]>([
    ['a product', product, 24],
    ['a transposed product', graphOf([[3, 2], [3, 4]], (x, w) => x.T.matMul(w)), 24],
    ['a batched product', graphOf([[5, 2, 3], [5, 3, 4]], (x, w) => x.matMul(w)), 120],
    ['two products', graphOf([[2, 3], [3, 4], [4, 5]], (x, v, w) => x.matMul(v).matMul(w)), 24 + 40],
    ['element-wise work', graphOf([[2, 3]], x => x.mul(x)), 0],
    ['a convolution', graphOf([[1, 4, 4, 2], [3, 3, 2, 5]], (x, w) => record('convolution', [x, w], { strides: [1, 1], dilations: [1, 1], padding: [[0, 0], [0, 0]] })), 4 * 5 * 18],
  ])('of %s', (_, graph, expected) => {
    expect(multiplications(graph)).toBe(expected);
  });
});
