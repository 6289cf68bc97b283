import fc from 'fast-check';
import {
  accumulate, adadelta, adafactor, adagrad, adam, adamax, adamw, amsgrad, averageWeights, chain, clipByGlobalNorm, clipByNorm, clipByValue, decoupledWeightDecay, lion, lookahead,
  momentum, nadam, parameterGroups, rmsprop, scaleByRate, sgd,
} from '../../../src/optimizers/index.ts';
import { stepDecay } from '../../../src/schedules/index.ts';
import type { OptimizerContractOptions } from '../../../src/testing/optimizerContract.ts';
import { shapes } from '../random.ts';

export type OptimizerCase = Omit<OptimizerContractOptions, 'backends'>;

const rate = fc.constantFrom(0.1, 0.01);
const weightDecay = fc.constantFrom(undefined, 0.2);
const sharedCases = { seed: fc.nat(1000), parameters: fc.record({ scale: fc.constant<number[]>([]), bias: shapes(1, 1), kernel: shapes(2, 2) }) };

function of<T>(options: fc.Arbitrary<T>, make: (options: T) => Pick<OptimizerCase, 'optimizer' | 'reference'>): fc.Arbitrary<OptimizerCase> {
  return fc.record({ options, ...sharedCases }).map(({ options, ...rest }) => ({ ...rest, ...make(options) }));
}

type Recall = (name: string, next: (old: number) => number, initial?: number) => number;

/** Makes a reference of a rule for one number; its state is kept by name, 0 or `initial` at first. */
function each(rule: (w: number, g: number, step: number, recall: Recall, path: string) => number): NonNullable<OptimizerCase['reference']> {
  return (parameter, gradient, step, state, _shape, path) => parameter.map((w, i) => rule(w, gradient[i] ?? 0, step, (name, next, initial = 0) => {
    const list = state[name] ??= parameter.map(() => Number.NaN);
    const old = list[i] ?? 0;
    return list[i] = next(Number.isNaN(old) ? initial : old);
  }, path));
}

const decayed = (decay: number | undefined, w: number) => (decay ?? 0) * w;
const given = (decay: number | undefined) => (decay === undefined ? {} : { weightDecay: decay });

const moments = { beta1: 0.8, beta2: 0.95, epsilon: 1e-3 };

function adamReference(rate: number, weightDecay: number | undefined, amsgrad: boolean, epsilonPlacement: 'standard' | 'epsilonHat' = 'standard'): NonNullable<OptimizerCase['reference']> {
  return each((w, g, step, recall) => {
    const [m, v] = [recall('m', old => 0.8 * old + 0.2 * g), recall('v', old => 0.95 * old + 0.05 * g * g)];
    const squares = amsgrad ? recall('largest', old => Math.max(old, v)) : v;
    const [c1, c2] = [1 - 0.8 ** (step + 1), 1 - 0.95 ** (step + 1)];
    const direction = epsilonPlacement === 'standard' ? m / c1 / (Math.sqrt(squares / c2) + 1e-3) : (Math.sqrt(c2) / c1) * m / (Math.sqrt(squares) + 1e-3);
    return w - rate * (direction + decayed(weightDecay, w));
  });
}

const placement = fc.constantFrom('insideRoot' as const, 'outsideRoot' as const);

function rootOf(squares: number, where: 'insideRoot' | 'outsideRoot'): number {
  return where === 'insideRoot' ? Math.sqrt(squares + 0.01) : Math.sqrt(squares) + 0.01;
}

const globalNorm = (gradients: Readonly<Record<string, ArrayLike<number>>>) => Math.hypot(...Object.values(gradients).flatMap(own => Array.from(own)));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const rootMeanSquare = (values: readonly number[]) => Math.sqrt(mean(values.map(value => value * value)));

/** Second moments of a matrix from the means of its rows and columns, of anything else element by element. */
function adafactorReference(rate: number, relativeStep: boolean): NonNullable<OptimizerCase['reference']> {
  return (parameter, gradient, step, state, [rows, columns]) => {
    const beta = 1 - (step + 1) ** -0.8;
    const squares = gradient.map(g => g * g + 1e-4);
    const kept = (name: string, means: readonly number[]) => state[name] = means.map((value, i) => beta * (state[name]?.[i] ?? 0) + (1 - beta) * value);
    const second = () => {
      if (rows === undefined || columns === undefined) return kept('v', squares);
      const r = kept('r', Array.from({ length: rows }, (_, row) => mean(squares.slice(row * columns, (row + 1) * columns))));
      const c = kept('c', Array.from({ length: columns }, (_, column) => mean(squares.filter((_, i) => i % columns === column))));
      return squares.map((_, i) => (r[Math.floor(i / columns)] ?? 0) * (c[i % columns] ?? 0) / mean(r));
    };
    const v = second();
    const u = gradient.map((g, i) => g / Math.sqrt(v[i] ?? 0));
    const size = (relativeStep ? Math.min(rate, 1 / Math.sqrt(step + 1)) : rate) * Math.max(1e-3, rootMeanSquare(parameter)) / Math.max(1, rootMeanSquare(u) / 0.9);
    return parameter.map((w, i) => w - size * (u[i] ?? 0));
  };
}

/** Random cases of every optimizer. */
export const optimizerCases: Readonly<Record<string, fc.Arbitrary<OptimizerCase>>> = {
  sgd: of(fc.record({ rate, weightDecay, clip: fc.constantFrom(undefined, { clipGlobalNorm: 0.5 }, { clipNorm: 0.5 }, { clipValue: 0.5, clipGlobalNorm: 0.7 }) }), ({ rate, weightDecay, clip }) => ({
    optimizer: sgd({ learningRate: rate, ...given(weightDecay), ...clip }),
    ...(clip === undefined && { reference: each((w, g) => w - rate * (g + decayed(weightDecay, w))) }),
  })),
  momentum: of(fc.record({ rate, weightDecay, nesterov: fc.boolean() }), ({ rate, weightDecay, nesterov }) => ({
    optimizer: momentum({ learningRate: rate, momentum: 0.8, nesterov, ...given(weightDecay) }),
    reference: each((w, g, _, recall) => {
      const v = recall('v', old => 0.8 * old + g);
      return w - rate * ((nesterov ? g + 0.8 * v : v) + decayed(weightDecay, w));
    }),
  })),
  adam: of(fc.record({ rate, weightDecay, amsgrad: fc.boolean(), epsilonPlacement: fc.constantFrom('standard' as const, 'epsilonHat' as const) }), ({ rate, weightDecay, amsgrad, epsilonPlacement }) => ({
    optimizer: adam({ learningRate: rate, ...moments, amsgrad, epsilonPlacement, ...given(weightDecay) }),
    reference: adamReference(rate, weightDecay, amsgrad, epsilonPlacement),
  })),
  amsgrad: of(fc.record({ rate, weightDecay }), ({ rate, weightDecay }) => ({
    optimizer: amsgrad({ learningRate: rate, ...moments, ...given(weightDecay) }), reference: adamReference(rate, weightDecay, true),
  })),
  adamw: of(fc.record({ rate, weightDecay, amsgrad: fc.boolean() }), ({ rate, weightDecay, amsgrad }) => ({
    optimizer: adamw({ learningRate: rate, ...moments, amsgrad, ...given(weightDecay) }), reference: adamReference(rate, weightDecay ?? 0.01, amsgrad),
  })),
  adamax: of(fc.record({ rate, weightDecay }), ({ rate, weightDecay }) => ({
    optimizer: adamax({ learningRate: rate, ...moments, ...given(weightDecay) }),
    reference: each((w, g, step, recall) => {
      const [m, u] = [recall('m', old => 0.8 * old + 0.2 * g), recall('u', old => Math.max(0.95 * old, Math.abs(g)))];
      return w - rate * (m / (1 - 0.8 ** (step + 1)) / (u + 1e-3) + decayed(weightDecay, w));
    }),
  })),
  nadam: of(fc.record({ rate, weightDecay }), ({ rate, weightDecay }) => ({
    optimizer: nadam({ learningRate: rate, ...moments, ...given(weightDecay) }),
    reference: each((w, g, step, recall) => {
      const [m, v] = [recall('m', old => 0.8 * old + 0.2 * g), recall('v', old => 0.95 * old + 0.05 * g * g)];
      const momentumAt = (t: number) => 0.8 * (1 - 0.5 * 0.96 ** t);
      const product = recall('product', old => old * momentumAt(step + 1), 1);
      const ahead = momentumAt(step + 2) * m / (1 - product * momentumAt(step + 2)) + (1 - momentumAt(step + 1)) * g / (1 - product);
      return w - rate * (ahead / (Math.sqrt(v / (1 - 0.95 ** (step + 1))) + 1e-3) + decayed(weightDecay, w));
    }),
  })),
  adagrad: of(fc.record({ rate, start: fc.constantFrom(0, 0.3), placement }), ({ rate, start, placement }) => ({
    optimizer: adagrad({ learningRate: rate, initialAccumulatorValue: start, epsilon: 0.01, epsilonPlacement: placement }),
    reference: each((w, g, _, recall) => w - rate * g / rootOf(recall('s', old => old + g * g, start), placement)),
  })),
  rmsprop: of(fc.record({ rate, placement, centered: fc.boolean(), momentum: fc.constantFrom(undefined, 0.5) }), ({ rate, placement, centered, momentum }) => ({
    optimizer: rmsprop({ learningRate: rate, rho: 0.8, centered, epsilon: 0.01, epsilonPlacement: placement, ...(momentum !== undefined && { momentum }) }),
    reference: each((w, g, _, recall) => {
      const [s, a] = [recall('s', old => 0.8 * old + 0.2 * g * g), recall('a', old => 0.8 * old + 0.2 * g)];
      const update = g / rootOf(centered ? s - a * a : s, placement);
      return w - rate * recall('b', old => (momentum ?? 0) * old + update);
    }),
  })),
  adadelta: of(rate, rate => ({
    optimizer: adadelta({ learningRate: rate, rho: 0.8, epsilon: 0.01 }),
    reference: each((w, g, _, recall) => {
      const before = recall('d', old => old);
      const update = Math.sqrt(before + 0.01) / Math.sqrt(recall('s', old => 0.8 * old + 0.2 * g * g) + 0.01) * g;
      recall('d', old => 0.8 * old + 0.2 * update * update);
      return w - rate * update;
    }),
  })),
  lion: of(fc.record({ rate, weightDecay }), ({ rate, weightDecay }) => ({
    optimizer: lion({ learningRate: rate, beta1: 0.8, beta2: 0.95, ...given(weightDecay) }),
    reference: each((w, g, _, recall) => {
      const direction = Math.sign(0.8 * recall('m', old => old) + 0.2 * g);
      recall('m', old => 0.95 * old + 0.05 * g);
      return w - rate * (direction + decayed(weightDecay, w));
    }),
  })),
  adafactor: of(fc.record({ rate, relativeStep: fc.boolean() }), ({ rate, relativeStep }) => ({
    optimizer: adafactor({ learningRate: rate * 5, relativeStep, clippingThreshold: 0.9, epsilon1: 1e-4 }), reference: adafactorReference(rate * 5, relativeStep),
  })),
  parameterGroups: of(rate, rate => ({
    optimizer: parameterGroups({
      groups: [{ match: 'scale', frozen: true }, { match: ['b*s', 'bias'], rateScale: 0.5 }, { match: '**/kernel', optimizer: momentum({ learningRate: rate, momentum: 0.5 }) }],
      rest: sgd(rate),
    }),
    reference: each((w, g, _, recall, path) => (path === 'scale' ? w : w - rate * (path === 'bias' ? 0.5 * g : recall('v', old => 0.5 * old + g)))),
  })),
  accumulate: of(fc.record({ rate, batches: fc.constantFrom(1, 2, 3) }), ({ rate, batches }) => ({
    optimizer: accumulate({ batches, optimizer: momentum({ learningRate: stepDecay({ initialValue: rate, stepSize: 2, factor: 0.5 }), momentum: 0.5 }) }),
    reference: each((w, g, step, recall) => {
      const mean = recall('a', old => old + g / batches);
      if (step % batches !== batches - 1) return w;
      recall('a', () => 0);
      return w - rate * 0.5 ** Math.floor(Math.floor(step / batches) / 2) * recall('v', old => 0.5 * old + mean);
    }),
  })),
  averageWeights: of(fc.record({ rate, warmUp: fc.boolean() }), ({ rate, warmUp }) => ({
    optimizer: averageWeights({ optimizer: momentum({ learningRate: rate, momentum: 0.5 }), decay: 0.9, warmUp }),
    reference: each((w, g, _, recall) => w - rate * recall('v', old => 0.5 * old + g)),
  })),
  lookahead: of(rate, rate => ({
    optimizer: lookahead({ optimizer: sgd(rate), every: 2, slowRate: 0.3 }),
    reference: each((w, g, step, recall) => {
      const [fast, slow] = [w - rate * g, recall('slow', old => old, w)];
      return step % 2 === 0 ? fast : recall('slow', () => slow + 0.3 * (fast - slow));
    }),
  })),
  chain: of(rate, rate => ({
    optimizer: chain([momentum({ learningRate: 1, momentum: 0.5 }), decoupledWeightDecay(0.3), scaleByRate(stepDecay({ initialValue: rate, stepSize: 2, factor: 0.5 }))]),
    reference: each((w, g, step, recall) => w - rate * 0.5 ** Math.floor(step / 2) * (recall('v', old => 0.5 * old + g) + 0.3 * w)),
  })),
  clipByValue: of(fc.constantFrom(0.1, 1), limit => ({ optimizer: clipByValue(limit), reference: each((w, g) => w - Math.max(-limit, Math.min(limit, g))) })),
  clipByNorm: of(fc.constantFrom(0.1, 1), limit => ({
    optimizer: clipByNorm(limit),
    reference: (parameter, gradient) => parameter.map((w, i) => w - (gradient[i] ?? 0) * limit / Math.max(limit, Math.hypot(...gradient))),
  })),
  clipByGlobalNorm: of(fc.constantFrom(0.1, 1e6), limit => ({
    optimizer: clipByGlobalNorm(limit),
    reference: (parameter, gradient, _, __, ___, ____, gradients) => parameter.map((w, i) => w - (gradient[i] ?? 0) * limit / Math.max(limit, globalNorm(gradients))),
  })),
  decoupledWeightDecay: of(fc.boolean(), excludeBiases => ({
    optimizer: decoupledWeightDecay({ decay: 0.1, excludeBiases }),
    reference: each((w, g, _, __, path) => w - g - (excludeBiases && path !== 'kernel' ? 0 : 0.1 * w)),
  })),
  scaleByRate: of(rate, rate => ({ optimizer: scaleByRate(rate), reference: each((w, g) => w - rate * g) })),
};
