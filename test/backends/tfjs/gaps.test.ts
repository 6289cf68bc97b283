import { describe, expect, it } from 'vitest';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import { simplify } from '../../../src/graph/simplify.ts';
import type { Gap } from '../../../src/backends/backend.ts';
import { gapsOf } from '../../../src/backends/tfjs/gaps.ts';
import { kernelNames, scanKernelNames } from '../../../src/backends/tfjs/kernelNames.ts';
import type { Graph } from '../../../src/tensor/graph.ts';
import { record } from '../../../src/tensor/tensor.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { differentiable } from './differentiable.ts';
import { devices } from './devices.ts';

/** The graph of a function of one image, and its gradient where it is asked for. */
function imageGraph(f: (x: Tensor) => Tensor, gradient: boolean): Graph {
  const recorder = new GraphRecorder();
  const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [1, 4, 4, 2], dtype: 'float' });
  return recorder.scoped('net/layer', () => {
    const y = f(x).sum();
    return recorder.graph(gradient ? { dx: record('gradient', [y, x], {}) } : { y });
  });
}

const pool = { window: [2, 2], strides: [2, 2], padding: [[0, 0], [0, 0]] } as const;

/** The kernels that kernelNames has for the operations of a graph, and of the bodies in it. */
function kernelsOf({ nodes }: Graph): readonly string[] {
  return nodes.flatMap(node => {
    if (node.op === 'input' || node.op === 'constant' || node.op === 'gradient' || node.op === 'surrogate') return [];
    const { forward, derivative = [] } = node.op === 'scan' ? scanKernelNames : kernelNames[node.op];
    return [...forward, ...derivative, ...(node.op === 'scan' ? kernelsOf(node.attributes.body) : [])];
  });
}

for (const { title, missing, backend, runtime, device } of devices) {
  describe.skipIf(missing)(`gaps of ${title}`, () => {
    const operations = (gaps: readonly Gap[]) => gaps.map(({ operation, path }) => `${operation} in ${path}`);

    it('are none for the functions that the tests differentiate', () => {
      for (const { feeds, f } of differentiable) {
        const recorder = new GraphRecorder();
        const inputs = feeds.map((type, index) => recorder.input({ from: 'feed', name: String(index) }, type));
        const y = f(...inputs);
        const gradients = inputs.filter(({ dtype }) => dtype === 'float').map((x, index) => [`d${index}`, record('gradient', [y, x], {})] as const);
        expect(backend().gaps(recorder.graph({ y, ...Object.fromEntries(gradients) }))).toEqual([]);
      }
    });

    it('are derivatives of derivatives and derivatives that tf.js lacks, in the body of a scan too; each names its layer', () => {
      const pooled = (x: Tensor) => record('maxPoolGradient', [x, record('maxPool', [x], pool), record('maxPool', [x], pool)], pool);
      expect(operations(backend().gaps(imageGraph(pooled, true)))).toEqual(['maxPoolGradient in net/layer']);
      expect(backend().gaps(imageGraph(pooled, false))).toEqual([]);
      const twice = (x: Tensor) => record('gradient', [x.mul(x).sum(), x], {}).mul(x);
      expect(operations(backend().gaps(imageGraph(twice, true)))).toEqual(['gradient in net/layer']);
      expect(() => backend().open([]).compile(imageGraph(twice, true))).toThrow(new RegExp(`net/layer: tfjs:${device} cannot run gradient`));
      const inner = new GraphRecorder();
      const state = inner.input({ from: 'feed', name: '0' }, { shape: [1, 4, 4, 2], dtype: 'float' });
      const body = inner.scoped('net/recurrent', () => inner.graph({ y: pooled(state) }));
      const scan = (x: Tensor) => record('scan', [x, x], { body, sequences: 1, reverse: false });
      expect(operations(backend().gaps(imageGraph(scan, true)))).toEqual(['maxPoolGradient in net/recurrent']);
      expect(backend().gaps(imageGraph(scan, false))).toEqual([]);
    });

    it('are read from the kernels that the device has', () => {
      const { tf, ...rest } = runtime();
      const without = (...names: string[]) => ({ ...rest, tf: { ...tf, getKernelsForBackend: (name: string) => tf.getKernelsForBackend(name).filter(({ kernelName }) => !names.includes(kernelName)) } });
      expect(operations(gapsOf(without('Softplus'), imageGraph(x => x.softplus(), false)))).toEqual(['softplus in net/layer']);
      expect(gapsOf(without('Step'), imageGraph(x => x.relu(), false))).toEqual([]);
      expect(operations(gapsOf(without('Step'), imageGraph(x => x.relu(), true)))).toEqual(['relu in net/layer']);
    });

    it.each(differentiable)('kernelNames lists every kernel that $name runs', async ({ feeds, f }) => {
      const { tf } = runtime();
      const recorder = new GraphRecorder();
      const inputs = feeds.map((type, index) => recorder.input({ from: 'feed', name: String(index) }, type));
      const y = f(...inputs);
      const xs = inputs.filter(({ dtype }) => dtype === 'float');
      const graph = recorder.graph(Object.fromEntries(xs.map((x, index) => [`d${index}`, record('gradient', [y, x], {})])));
      // The tape itself copies what it saves, adds gradients up, and starts from ones.
      const listed = new Set(['Identity', 'Add', 'Fill', 'OnesLike']);
      for (const name of kernelsOf(simplify(graph))) listed.add(name);
      const session = backend().open([]);
      const executable = session.compile(graph);
      const { kernelNames: used } = await tf.profile(() => {
        void executable.run(1, () => {}, () => {});
        return tf.scalar(0);
      });
      session.dispose();
      // A function with a gradient of its own is profiled under the name of the scope that it is called in.
      const unlisted = ['forward', 'unnamed scope', ...(device === 'wasm' ? [] : ['Conv2DBackpropFilter'])];
      expect(used.filter(name => !listed.has(name) && !unlisted.includes(name))).toEqual([]);
      expect(used.length).toBeGreaterThan(0);
    });
  });
}
