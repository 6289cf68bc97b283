import { numpy as np, tree } from '@jax-js/jax';
import type { Row } from '../../src/cli/bench/suite/rows.ts';

export type Arrays = np.Array[];

/** Updates written for one jit: new parameters and slots from old ones and gradients. */
interface Optimizer {
  slots(parameters: Arrays): Arrays;
  update(parameters: Arrays, gradients: Arrays, slots: Arrays): [Arrays, Arrays];
}

const zerosLike = (parameters: Arrays): Arrays => parameters.map(({ shape }) => np.zeros(shape));
const combine = (left: Arrays, right: Arrays, by: (l: np.Array, r: np.Array) => np.Array): Arrays => tree.map(by, left, right);

/** Stochastic gradient descent, momentum and Adam, as jax-js has them to be written without its optax. */
export const jaxJsOptimizers: Readonly<Record<Row['optimizer'], (rate: number) => Optimizer>> = {
  sgd: rate => ({
    slots: () => [],
    update: (parameters, gradients, slots) => [combine(parameters, gradients, (w, g) => w.sub(g.mul(rate))), slots],
  }),
  momentum: rate => ({
    slots: zerosLike,
    update(parameters, gradients, slots) {
      const velocities = combine(slots, gradients, (v, g) => v.mul(0.9).add(g));
      return [combine(parameters, tree.ref(velocities), (w, v) => w.sub(v.mul(rate))), velocities];
    },
  }),
  adam: rate => ({
    slots: parameters => [np.zeros([]), ...zerosLike(parameters), ...zerosLike(parameters)],
    update: (parameters, gradients, slots) => adam(rate, parameters, gradients, slots),
  }),
};

function adam(rate: number, parameters: Arrays, gradients: Arrays, [count = np.zeros([]), ...moments]: Arrays): [Arrays, Arrays] {
  const t = count.add(1);
  const half = moments.length / 2;
  const first = combine(moments.slice(0, half), tree.ref(gradients), (m, g) => m.mul(0.9).add(g.mul(0.1)));
  const second = combine(moments.slice(half), gradients, (v, g) => v.mul(0.999).add(np.square(g).mul(0.001)));
  const [firstScale, secondScale] = [correction(0.9, t.ref), correction(0.999, t.ref)];
  const steps = combine(tree.ref(first), tree.ref(second), (m, v) => m.mul(firstScale.ref).div(np.sqrt(v.mul(secondScale.ref)).add(1e-7)).mul(rate));
  for (const scale of [firstScale, secondScale]) scale.dispose();
  return [combine(parameters, steps, (w, u) => w.sub(u)), [t, ...first, ...second]];
}

/** 1 / (1 − βᵗ). */
function correction(beta: number, t: np.Array): np.Array {
  return np.reciprocal(np.exp(t.mul(Math.log(beta))).neg().add(1));
}
