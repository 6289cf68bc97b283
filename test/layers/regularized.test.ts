import { describe, expect, it } from 'vitest';
import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import type { Layer, StepContext } from '../../src/layers/layer.ts';
import { regularizerLayer, withOutputRegularizer } from '../../src/layers/regularized.ts';
import type { Regularizer } from '../../src/regularizers/regularizer.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';

/** R(x) = 3·Σ x²; while training y = 2x. */
const regularizer: Regularizer = {
  penalty(context, x, sum) {
    const factor = context.scalar('factor', { at: () => 3 });
    return { value: sum(x.square()).mul(factor), gradient: x.mul(factor.mul(2)) };
  },
  transform: (_, x) => ({ y: x.mul(2), backward: dy => dy.mul(2) }),
};

/** z = 5x, with a scalar and a penalty of its own. */
const fiveTimes: Layer = {
  build: inputs => ({ outputs: inputs }),
  forward(context, [x]) {
    const factor = context.scalar('factor', { at: () => 5 });
    return {
      outputs: x === undefined ? [] : [x.mul(factor)],
      backward: ([dz]) => ({ inputs: [dz?.mul(factor)] }),
      penalties: x === undefined ? {} : { own: x.sum() },
    };
  },
};

const batch = [1, -2, 3, 4];
const weights = [0.5, 0.25];
const dOutput = [1, 10, 100, 1000];

/** Records a layer on a batch [2, 2] and runs its forward and backward in float64. */
async function run(layer: Layer, training: boolean) {
  const recorder = new GraphRecorder();
  const scalars = new Map<string, number>();
  const constant = (values: readonly number[], shape: readonly number[]): Tensor => recorder.record('constant', [], { values, shape, dtype: 'float' });
  const context: StepContext = {
    training, batchSize: 2, sampleWeights: constant(weights, [2]),
    scalar: (name, value) => {
      scalars.set(name, value.at(0));
      return constant([value.at(0)], []);
    },
    noise: () => { throw new Error('no noise here'); },
    apply: (child, inputs) => {
      const result = child.forward(context, inputs, { parameters: {}, buffers: {} });
      return { outputs: result.outputs, backward: d => result.backward(d).inputs };
    },
  };
  const result = layer.forward(context, [constant(batch, [2, 2])], { parameters: {}, buffers: {} });
  const [dx] = result.backward([constant(dOutput, [2, 2])]).inputs;
  const named = { ...(result.outputs[0] && { y: result.outputs[0] }), ...(dx && { dx }), ...result.penalties };
  const executable = typescriptBackend({ precision: 'float64' }).open([]).compile(recorder.graph(named));
  await executable.run(1, () => {}, () => {});
  return { values: executable.outputs, scalars, penalties: Object.keys(result.penalties ?? {}) };
}

const close = (actual: ArrayLike<number> | undefined, expected: readonly number[]): void => expectClose(actual ?? [], expected, tolerances.float64);

describe('regularizerLayer', () => {
  it('transforms while training and adds the weighted penalty with its gradient', async () => {
    const { values, penalties } = await run(regularizerLayer(regularizer), true);
    close(values['y'], [2, -4, 6, 8]);
    expect(penalties).toEqual(['activity']);
    close(values['activity'], [0.5 * 3 * 5 + 0.25 * 3 * 25]);
    close(values['dx'], [2 + 0.5 * 6, 20 - 0.5 * 12, 200 + 0.25 * 18, 2000 + 0.25 * 24]);
  });

  it('is the identity, with its penalty, outside training', async () => {
    const { values } = await run(regularizerLayer(regularizer), false);
    close(values['y'], batch);
    close(values['activity'], [26.25]);
    close(values['dx'], [1 + 3, 10 - 6, 100 + 4.5, 1000 + 6]);
  });

  it('keeps shapes', () => {
    const never = () => { throw new Error('no children'); };
    expect(regularizerLayer(regularizer).build([[3], [2, 2]], { child: never, trace: never })).toEqual({ outputs: [[3], [2, 2]] });
  });
});

describe('withOutputRegularizer', () => {
  it('regularizes what the layer gives, with scalars and penalties apart from the layer’s own', async () => {
    const { values, scalars, penalties } = await run(withOutputRegularizer(fiveTimes, regularizer), true);
    close(values['y'], batch.map(x => 10 * x));
    expect(Object.fromEntries(scalars)).toEqual({ factor: 5, 'outputRegularizer.factor': 3 });
    expect(penalties).toEqual(['own', 'outputRegularizer']);
    close(values['outputRegularizer'], [26.25 * 25]);
    close(values['dx'], batch.map((x, index) => 5 * (2 * (dOutput[index] ?? 0) + (weights[index >> 1] ?? 0) * 6 * 5 * x)));
  });

  it('applies a surrogate layer as a child, so that its rule covers it alone', async () => {
    const surrogate: Layer = { ...fiveTimes, surrogate: true };
    const wrapped = withOutputRegularizer(surrogate, regularizer);
    expect(wrapped.surrogate).toBeUndefined();
    const spec = wrapped.build([[2]], { child: (layer, inputs) => ({ name: 'step', layer, spec: { outputs: inputs } }), trace: (_, inputs) => inputs });
    expect(spec.children?.map(({ layer }) => layer)).toEqual([surrogate]);
    const { values } = await run(wrapped, false);
    close(values['y'], batch.map(x => 5 * x));
  });
});
