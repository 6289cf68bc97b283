import type { BuildContext, Layer } from '../../layers/layer.ts';
import type { Model, Parameter } from '../../model/model.ts';
import { RandomStream } from '../../random/randomStream.ts';
import type { Regularizer } from '../../regularizers/regularizer.ts';
import { zerosOf } from '../../tensor/functions.ts';
import { drawColumn } from '../columns.ts';
import type { GradientProblem } from '../gradientProblem.ts';
import type { PassedTensor } from '../layerPass.ts';
import { functionalProblem } from './part.ts';
import type { Part, Whole } from './part.ts';

/** A regularizer on its parameter w, which a trusted layer multiplies its input by: y = x ⊙ w. One that is a penalty alone stands alone: the coefficients of y are 0. */
export function regularizerParts(whole: Whole, parameter: Parameter): readonly Part[] {
  const { path, shape, regularizer } = parameter;
  if (regularizer === undefined) return [];
  const { batchSize, seed } = whole.problem;
  const passed: PassedTensor = { shape: [batchSize, ...shape], dtype: 'float', values: drawColumn({ shape }, batchSize, new RandomStream(seed, `input of ${path}`)) };
  const problem = functionalProblem(whole, holderOf(parameter, regularizer), { inputs: [passed], outputs: [passed] }, path);
  return [{ kind: 'regularizer', path, component: whole.nameOf(regularizer), children: [], problem: regularizer.transform === undefined ? withoutTargets(problem) : problem }];
}

function holderOf(parameter: Parameter, regularizer: Regularizer): Model {
  const { path, shape } = parameter;
  const cut = path.lastIndexOf('/');
  const layer = multiplyingBy(path.slice(cut + 1), shape, regularizer);
  const place = { path: path.slice(0, Math.max(0, cut)), layer, spec: layer.build([shape], noChildren), varied: false };
  return { root: layer, inputs: [shape], outputs: [shape], parameters: [parameter], buffers: [], places: new Map([[layer, place]]) };
}

function multiplyingBy(name: string, shape: readonly number[], regularizer: Regularizer): Layer {
  return {
    build: () => ({ outputs: [shape], parameters: { [name]: { shape, regularizer, initializer: { values: () => new Float64Array() } } } }),
    forward(_, [x], { parameters: { [name]: w } }) {
      if (x === undefined || w === undefined) throw new Error(`${name} or its input is missing`);
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

function withoutTargets(problem: GradientProblem): GradientProblem {
  const { data } = problem;
  if (data === undefined) return problem;
  const feeds = Object.entries(data.feeds).map(([name, values]) => [name, name.startsWith('targets/') ? values.map(() => 0) : values] as const);
  return { ...problem, data: { ...data, feeds: Object.fromEntries(feeds) } };
}
