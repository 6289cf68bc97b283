import { activation, defineLayer, defineLoss, definePlugin, defineRegularizer, oneToOne, perSample, sumSamples, z } from 'chainrule';
import type { Layer, Tensor } from 'chainrule';

const common = { summary: 'wrong on purpose', options: () => z.strictObject({}) };

/** y = tanh x, with a backward of one's own. */
const tanhLike = (name: string, backward: (dy: Tensor, y: Tensor, x: Tensor) => Tensor) => defineLayer({
  name, ...common, create: () => activation(x => {
    const y = x.tanh();
    return { y, backward: dy => backward(dy, y, x) };
  }),
});

const slope = (y: Tensor): Tensor => y.square().negate().add(1);

/** y = x·W of a square W, with a gradient of W of one's own. */
const denseLike = (name: string, dKernel: (x: Tensor, dy: Tensor, kernel: Tensor) => Tensor) => defineLayer({
  name, ...common, create: () => oneToOne<{ kernel: Tensor }>({
    build: input => ({ output: input, parameters: { kernel: { shape: [input[0] ?? 1, input[0] ?? 1], initializer: { values: shape => new Float64Array((shape[0] ?? 1) * (shape[1] ?? 1)) } } } }),
    forward: (_, x, { kernel }) => ({ y: x.matMul(kernel), backward: dy => ({ x: dy.matMul(kernel.T), parameters: { kernel: dKernel(x, dy, kernel) } }) }),
  }),
});

const penalty = (name: string, gradient: (w: Tensor) => Tensor) => defineRegularizer({
  name, ...common, create: () => ({ penalty: (_, w, sum) => ({ value: sum(w.square().mul(0.2).add(w.abs().mul(0.3))), gradient: gradient(w) }) }),
});

/** Components with one known mistake each. */
export const mistakes = {
  layers: [
    tanhLike('right', (dy, y) => dy.mul(slope(y))),
    tanhLike('twice', (dy, y) => dy.mul(slope(y)).mul(2)),
    tanhLike('negated', (dy, y) => dy.mul(slope(y)).negate()),
    tanhLike('oddFactor', (dy, y) => dy.mul(slope(y)).mul(1.7)),
    tanhLike('slightFactor', (dy, y) => dy.mul(slope(y)).mul(1.00005)),
    tanhLike('atOutput', (dy, y) => dy.mul(slope(y.tanh()))),
    tanhLike('passedOn', dy => dy),
    tanhLike('withoutUpstream', (dy, y) => slope(y).add(dy.mul(0))),
    tanhLike('upstreamTwice', (dy, y) => dy.square().mul(slope(y))),
    tanhLike('nothing', dy => dy.mul(0)),
    tanhLike('unknown', (dy, y) => dy.mul(slope(y).square().add(0.01))),
    defineLayer({ name: 'unknownToo', ...common, create: () => activation(x => ({ y: x.square().add(1).log(), backward: dy => dy.mul(x.sin()) })) }),
    tanhLike('notANumber', dy => dy.mul(dy.constant(Number.NaN))),
    denseLike('matrix', (x, dy) => x.T.matMul(dy)),
    denseLike('transposedKernel', (x, dy) => dy.T.matMul(x)),
    denseLike('meanKernel', (x, dy) => x.T.matMul(dy).mul(1 / (x.shape[0] ?? 1))),
    denseLike('firstSample', (x, dy) => x.slice([0, 0], [1, x.shape[1] ?? 1]).T.matMul(dy.slice([0, 0], [1, dy.shape[1] ?? 1]))),
    denseLike('extraDecay', (x, dy, kernel) => x.T.matMul(dy).add(kernel.mul(0.25))),
    defineLayer({ name: 'forgottenMask', ...common, create: () => activation(x => ({ y: x.maximum(0).mul(3), backward: dy => dy.mul(3) })) }),
    defineLayer({ name: 'lostPiece', ...common, create: () => activation(x => ({ y: x.maximum(0).mul(3).add(x), backward: dy => dy.mul(x.greater(0).cast('float')).mul(4) })) }),
    defineLayer({ name: 'shiftedRow', ...common, create: () => activation(x => {
      const [, columns = 1] = x.shape;
      const order = x.constant([...Array(columns).keys()].map(column => (column + 1) % columns), [columns], 'int32');
      const y = x.square();
      return { y, backward: dy => x.mul(dy).mul(2).T.gather(order).T };
    }) }),
    defineLayer({ name: 'unscaledDropout', ...common, create: (): Layer => ({
      build: outputs => ({ outputs }),
      forward: (context, inputs) => {
        const [x] = inputs;
        const mask = context.noise('mask', x?.shape ?? [], { distribution: 'bernoulli', perSample: true, probability: { at: () => 0.8 } });
        return { outputs: inputs.map(own => own.mul(mask).mul(1 / 0.8)), backward: gradients => ({ inputs: gradients.map(dy => dy.mul(mask)) }) };
      },
    }) }),
    defineLayer({ name: 'rootOrZero', ...common, create: () => activation(x => {
      const positive = x.greater(0);
      const y = positive.select(x.sqrt(), 0);
      return { y, backward: dy => positive.select(dy.div(positive.select(y, 1)).mul(0.5), 0) };
    }) }),
  ],
  regularizers: [
    penalty('rightPenalty', w => w.mul(0.4).add(w.sign().mul(0.3))),
    penalty('halvedPenalty', w => w.mul(0.2).add(w.sign().mul(0.3))),
    penalty('withoutSign', w => w.mul(0.4)),
  ],
  losses: [defineLoss({ name: 'wrongLoss', ...common, create: () => ({
    batchReduction: 'mean',
    forward: (_, prediction, target) => {
      const error = prediction.sub(target);
      return { values: sumSamples(error.square()), backward: dValues => error.mul(perSample(dValues, error)) };
    },
  }) })],
} as const;

export const mistaken = definePlugin({ name: 'mistakes', contributes: mistakes });
