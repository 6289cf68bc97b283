import { activation, defineLayer, defineLoss, definePlugin, defineRegularizer, oneToOne, perSample, sumSamples, z } from 'chainrule';
import type { Regularizer, Tensor } from 'chainrule';

const common = { summary: 'wrong as a student would have it', options: () => z.strictObject({}) };
type Activation = Parameters<typeof activation>[0];
const layerOf = (name: string, f: Activation) => defineLayer({ name, ...common, create: () => activation(f) });
const initializer = { values: (shape: readonly number[]) => new Float64Array(shape.reduce((size, extent) => size * extent, 1)) };
const softmax = (x: Tensor): Tensor => x.exp().div(x.exp().sum(-1, true));
const normalised = (name: string, backward: (dy: Tensor, y: Tensor) => Tensor) => layerOf(name, x => {
  const centred = x.sub(x.mean(-1, true));
  const deviation = centred.square().mean(-1, true).add(1e-3).sqrt();
  const y = centred.div(deviation);
  return { y, backward: dy => backward(dy, y).div(deviation) };
});

/** Layers with one matrix of parameters or one row, x ↦ y, and gradients of one's own. */
const parametric = (name: string, rank: 1 | 2, f: (x: Tensor, w: Tensor) => Tensor, backward: (dy: Tensor, x: Tensor, w: Tensor, y: Tensor) => readonly [Tensor, Tensor]) => defineLayer({
  name, ...common, create: () => oneToOne<{ w: Tensor }>({
    build: ([n = 1]) => ({ output: [n], parameters: { w: { shape: rank === 1 ? [n] : [n, n], initializer } } }),
    forward: (_, x, { w }) => {
      const y = f(x, w);
      return {
        y, backward(dy) {
          const [dx, dw] = backward(dy, x, w, y);
          return { x: dx, parameters: { w: dw } };
        },
      };
    },
  }),
});

const lossOf = (name: string, values: (prediction: Tensor, target: Tensor) => Tensor, derivative: (prediction: Tensor, target: Tensor) => Tensor, weighted = true) => defineLoss({
  name, ...common, create: () => ({
    batchReduction: 'mean',
    forward: (_, prediction, target) => ({
      values: values(prediction, target),
      backward: dValues => (weighted ? derivative(prediction, target).mul(perSample(dValues, prediction)) : derivative(prediction, target)),
    }),
  }),
});

const crossEntropy = (prediction: Tensor, target: Tensor): Tensor => prediction.exp().sum(-1).log().sub(sumSamples(prediction.mul(target)));
const huber = (error: Tensor): Tensor => sumSamples(error.abs().less(1).select(error.square().mul(0.5), error.abs().sub(0.5)));
const regularizerOf = (name: string, create: () => Regularizer) => defineRegularizer({ name, ...common, create });
const mask = { distribution: 'bernoulli', perSample: true, probability: { at: () => 0.7 } } as const;

/** Components that are wrong in the ways in which derivatives are usually wrong. */
export const usualMistakes = definePlugin({ name: 'usualMistakes', contributes: {
  layers: [
    layerOf('sigmoidPlus', x => ({ y: x.sigmoid(), backward: dy => dy.mul(x.sigmoid()).mul(x.sigmoid().add(1)) })),
    layerOf('tanhOfInput', x => ({ y: x.tanh(), backward: dy => dy.mul(x.square().negate().add(1)) })),
    layerOf('softplusAtOutput', x => ({ y: x.softplus(), backward: dy => dy.mul(x.softplus().sigmoid()) })),
    layerOf('geluAtOutput', x => ({ y: x.mul(x.mul(2).sigmoid()), backward: dy => slopeOfGate(x.mul(x.mul(2).sigmoid()), dy) })),
    layerOf('sineOfSquare', x => ({ y: x.square().sin(), backward: dy => dy.mul(x.square().cos()) })),
    layerOf('gateAlone', x => ({ y: x.mul(x.sigmoid()), backward: dy => dy.mul(x.sigmoid()) })),
    layerOf('onePieceWrong', x => ({ y: x.greater(0).select(x, x.exp().sub(1)), backward: dy => x.greater(0).select(dy, dy.mul(x.exp().sub(1))) })),
    layerOf('withoutPiece', x => ({ y: x.relu(), backward: dy => dy })),
    layerOf('softmaxDiagonal', x => ({ y: softmax(x), backward: dy => dy.mul(softmax(x)).mul(softmax(x).negate().add(1)) })),
    layerOf('softmaxWithoutSum', x => ({ y: softmax(x), backward: dy => dy.mul(softmax(x)) })),
    layerOf('softmaxWrongAxis', x => ({ y: softmax(x), backward: dy => softmax(x).mul(dy.sub(dy.mul(softmax(x)).sum(0, true))) })),
    normalised('statisticsConstant', dy => dy),
    normalised('withoutMean', (dy, y) => dy.sub(y.mul(dy.mul(y).mean(-1, true)))),
    normalised('withoutVariance', dy => dy.sub(dy.mean(-1, true))),
    layerOf('lastStepAlone', x => ({ y: x.square(), backward: dy => dy.mul(x).mul(2).slice([0, 3], [x.shape[0] ?? 1, 1]).pad([0, 3], [0, 0]) })),
    parametric('withoutActivation', 2, (x, w) => x.matMul(w).tanh(), (dy, x, w) => [dy.matMul(w.T), x.T.matMul(dy)]),
    parametric('withoutTranspose', 2, (x, w) => x.matMul(w), (dy, x, w) => [dy.matMul(w), x.T.matMul(dy)]),
    parametric('outputForInput', 2, (x, w) => x.matMul(w), (dy, _, w, y) => [dy.matMul(w.T), y.T.matMul(dy)]),
    parametric('withoutInput', 1, (x, w) => x.mul(w), (dy, _, w) => [dy.mul(w), dy.sum(0)]),
  ],
  losses: [
    lossOf('withoutTarget', crossEntropy, softmax),
    lossOf('withoutValues', crossEntropy, (prediction, target) => softmax(prediction).sub(target), false),
    lossOf('withoutClip', (prediction, target) => huber(prediction.sub(target)), (prediction, target) => prediction.sub(target)),
  ],
  regularizers: [
    regularizerOf('halved', () => ({ penalty: (_, w, sum) => ({ value: sum(w.square()).mul(0.1), gradient: w.mul(0.1) }) })),
    regularizerOf('withoutGradient', () => ({ penalty: (_, w, sum) => ({ value: sum(w.square()).mul(0.1), gradient: w.mul(0) }) })),
    regularizerOf('valueForSign', () => ({ penalty: (_, w, sum) => ({ value: sum(w.abs()).mul(0.1), gradient: w.mul(0.1) }) })),
    regularizerOf('withoutMask', () => ({ transform: (context, x) => ({ y: x.mul(context.noise('mask', x.shape, mask)), backward: dy => dy }) })),
    regularizerOf('anotherMask', () => ({ transform: (context, x) => ({ y: x.mul(context.noise('mask', x.shape, mask)), backward: dy => dy.mul(context.noise('again', x.shape, mask)) }) })),
  ],
} });

function slopeOfGate(at: Tensor, dy: Tensor): Tensor {
  const gate = at.mul(2).sigmoid();
  return dy.mul(gate.add(at.mul(2).mul(gate).mul(gate.negate().add(1))));
}
