import type { BuildContext, Layer } from '../../layers/layer.ts';
import type { Model, Parameter } from '../../model/model.ts';
import { RandomStream } from '../../random/randomStream.ts';
import type { Regularizer } from '../../regularizers/regularizer.ts';
import { zerosOf } from '../../tensor/functions.ts';
import type { Shape } from '../../tensor/shape.ts';
import { drawColumn } from '../columns.ts';
import type { PassedTensor } from '../layerPass.ts';
import { functionalProblem, withoutTargets } from './part.ts';
import type { Part, Whole } from './part.ts';

/** A regularizer on its parameter w, which a trusted layer multiplies its input by: y = x ⊙ w. One that is a penalty alone stands alone, in a layer that makes nothing of w: y = x, a number a sample, and the coefficients of y are 0. */
export function regularizerParts(whole: Whole, parameter: Parameter): readonly Part[] {
  const { path, shape, regularizer } = parameter;
  if (regularizer === undefined) return [];
  const { batchSize, seed } = whole.problem;
  const alone = regularizer.transform === undefined;
  const input = alone ? [1] : shape;
  const passed: PassedTensor = { shape: [batchSize, ...input], dtype: 'float', values: drawColumn({ shape: input }, batchSize, new RandomStream(seed, `input of ${path}`)) };
  const problem = functionalProblem(whole, holderOf(parameter, regularizer, input), { inputs: [passed], outputs: [passed] }, path);
  return [{ kind: 'regularizer', path, component: whole.nameOf(regularizer), children: [], problem: alone ? withoutTargets(problem) : problem }];
}

function holderOf(parameter: Parameter, regularizer: Regularizer, input: Shape): Model {
  const { path, shape } = parameter;
  const cut = path.lastIndexOf('/');
  const layer = holding(path.slice(cut + 1), shape, regularizer, input);
  const place = { path: path.slice(0, Math.max(0, cut)), layer, spec: layer.build([input], noChildren), varied: false };
  return { root: layer, inputs: [input], outputs: [input], parameters: [parameter], buffers: [], places: new Map([[layer, place]]) };
}

function holding(name: string, shape: Shape, regularizer: Regularizer, input: Shape): Layer {
  return {
    build: () => ({ outputs: [input], parameters: { [name]: { shape, regularizer, initializer: { values: () => new Float64Array() } } } }),
    forward(_, [x], { parameters: { [name]: w } }) {
      if (x === undefined || w === undefined) throw new Error(`${name} or its input is missing`);
      if (regularizer.transform === undefined) return { outputs: [x], backward: ([dy = zerosOf(x, x.shape)]) => ({ inputs: [dy], parameters: { [name]: zerosOf(w, shape) } }) };
      return {
        outputs: [x.mul(w)],
        backward: ([dy = zerosOf(x, x.shape)]) => ({ inputs: [dy.mul(w)], parameters: { [name]: dy.mul(x).sum(0) } }),
      };
    },
  };
}

const noChildren: BuildContext = {
  child() { throw new Error('this layer has no children'); },
  trace: () => [],
};
