import { describe, expect, it } from 'vitest';
import { emitKernel } from '../../../src/backends/wasm/emitKernel.ts';
import { instantiate } from '../../../src/backends/wasm/instantiate.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import { evaluate } from './run.ts';

describe('modules', () => {
  it('of many kernels', () => {
    const x = { shape: [9], values: Float32Array.from({ length: 9 }, (_, i) => i) };
    const y = evaluate([x], t => {
      let reached = t;
      for (let i = 0; i < 300; i++) reached = reached.add(1).reshape([1, 9]).reshape([9]);
      return reached;
    });
    expect(y).toEqual([300, 301, 302, 303, 304, 305, 306, 307, 308]);
  });

  it('of several runs, called one by one, and of none', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const recorder = new GraphRecorder();
    const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [3], dtype: 'float' });
    const graph = recorder.graph({ y: x.add(x), z: x.mul(x) });
    const arrays = graph.nodes.map((_, id) => new Float32Array(memory.buffer, 64 * id, 3));
    arrays[0]?.set([1, 2, 3]);
    const runs = instantiate([1, 2].map(id => [emitKernel(graph, { nodes: [id], stored: [id] }, node => arrays[node] ?? new Float32Array(0))].flatMap(kernel => kernel ?? [])), memory);
    runs[1]?.();
    expect(arrays.map(array => [...array])).toEqual([[1, 2, 3], [0, 0, 0], [1, 4, 9]]);
    runs[0]?.();
    expect(arrays.map(array => [...array])).toEqual([[1, 2, 3], [2, 4, 6], [1, 4, 9]]);
    expect(instantiate([], memory)).toEqual([]);
  });

  it('of which a thousand are made and dropped', () => {
    for (let i = 0; i < 1000; i++) expect(evaluate([{ shape: [5], values: [i, 1, 2, 3, 4] }], x => x.add(i))[0]).toBe(2 * i);
  });
});
