import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import type { LayerInput } from '../../src/components/definition.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import type { StepContext } from '../../src/layers/layer.ts';
import type { Precision } from '../../src/tensor/dtype.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';

/** Output and gradients of a layer without parameters, on one sample for each input, a vector, for ∂L/∂y = 1 everywhere. */
export async function evaluate(layer: LayerInput, inputs: readonly (readonly number[])[], precision: Precision = 'float64') {
  const recorder = new GraphRecorder();
  const unused = () => { throw new Error('a layer without noise, scalars and children'); };
  const feeds = inputs.map((values, index) => recorder.input({ from: 'feed', name: `x${index}` }, { shape: [1, values.length], dtype: 'float' }));
  const sampleWeights = recorder.record('constant', [], { values: [1], shape: [1], dtype: 'float' });
  const context: StepContext = { training: true, batchSize: 1, sampleWeights, scalar: unused, noise: unused, apply: unused };
  const { outputs: [y], backward } = createRegistry([]).create('layer', layer).forward(context, feeds, { parameters: {}, buffers: {} });
  if (y === undefined) throw new Error('no output');
  const gradients = backward([y.constant(1).broadcastTo(y.shape)]).inputs.map((dx, index) => [`dx${index}`, dx ?? y] as const);
  const executable = typescriptBackend({ precision }).open([]).compile(recorder.graph({ y, ...Object.fromEntries(gradients) }));
  await executable.run(1, () => inputs.forEach((values, index) => executable.frame.feeds[`x${index}`]?.set(values)), () => {});
  const values = (name: string) => Array.from(executable.outputs[name] ?? []);
  return { y: values('y'), dx: inputs.map((_, index) => values(`dx${index}`)) };
}
