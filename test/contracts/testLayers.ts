import { z } from 'zod';
import { defineLayer } from '../../src/components/definition.ts';
import { activation, oneToOne } from '../../src/layers/oneToOne.ts';
import type { ParameterSpec } from '../../src/layers/layer.ts';
import { definePlugin } from '../../src/plugins/definePlugin.ts';
import { perSample, sumSamples } from '../../src/tensor/functions.ts';
import { record } from '../../src/tensor/tensor.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

const options = () => z.strictObject({});

/** An auxiliary loss: y = x, and the loss gains Σᵢ sᵢ·Σⱼ xᵢⱼ³, so that dx = dy + 3s·x². */
export const auxiliaryCost = defineLayer({
  name: 'auxiliaryCost', summary: 'y = x at the cost of Σ x³', options,
  create: () => ({
    build: inputs => ({ outputs: inputs }),
    forward: (context, inputs) => ({
      outputs: inputs,
      backward: dOutputs => ({ inputs: inputs.map((x, index) => dOutputs[index]?.add(x.square().mul(3).mul(perSample(context.sampleWeights, x)))) }),
      penalties: Object.fromEntries(inputs.map((x, index) => [`cubes${index}`, sumSamples(x.square().mul(x)).mul(context.sampleWeights).sum()])),
    }),
  }),
});

const table: ParameterSpec = { shape: [4, 2], initializer: { values: () => new Float64Array(8) } };

/** Rows of a table by class index: an input without a gradient. */
export const lookup = defineLayer({
  name: 'lookup', summary: 'rows of a table by index', options,
  create: () => oneToOne<{ table: Tensor }>({
    build: input => ({ output: [...input, 2], parameters: { table } }),
    forward: (_, x, { table }) => ({
      y: table.gather(x),
      backward: dy => ({ x: undefined, parameters: { table: record('scatterAdd', [x, dy], { rows: 4 }) } }),
    }),
  }),
});

/** Centres every feature over the batch: its gradients are no sums over samples. */
export const centered = defineLayer({
  name: 'centered', summary: 'y = x − its mean over the batch', options,
  create: () => activation(x => ({ y: x.sub(x.mean(0, true)), backward: dy => dy.sub(dy.mean(0, true)) })),
});

/** Counts the steps that it sees, and trains with what it counted before: y = x·(1 + count). */
export const counting = defineLayer({
  name: 'counting', summary: 'y = x·(1 + steps so far)', options,
  create: () => ({
    build: outputs => ({ outputs, buffers: { count: { shape: [], initial: 2 } } }),
    forward(_, inputs, { buffers: { count } }) {
      if (count === undefined) throw new Error('build declares the buffer');
      const factor = count.add(1);
      return { outputs: inputs.map(x => x.mul(factor)), backward: dOutputs => ({ inputs: dOutputs.map(dy => dy.mul(factor)) }), buffers: { count: factor } };
    },
  }),
});

/** Layers that only tests have. */
export const testLayers = definePlugin({ name: 'test layers', contributes: { layers: [auxiliaryCost, lookup, centered, counting] } });
