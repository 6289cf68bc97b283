import fc from 'fast-check';
import { adam, chain, clipByGlobalNorm, decoupledWeightDecay, momentum, scaleByRate, sgd } from '../../../src/optimizers/index.ts';
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

/** Makes a reference of a rule for one number; its state is kept by name, 0 at first. */
function each(rule: (w: number, g: number, step: number, recall: (name: string, next: (old: number) => number) => number) => number): NonNullable<OptimizerCase['reference']> {
  return (parameter, gradient, step, state) => parameter.map((w, i) => rule(w, gradient[i] ?? 0, step, (name, next) => {
    const list = state[name] ??= parameter.map(() => 0);
    return list[i] = next(list[i] ?? 0);
  }));
}

const decayed = (decay: number | undefined, w: number) => (decay ?? 0) * w;
const given = (decay: number | undefined) => (decay === undefined ? {} : { weightDecay: decay });

/** Random cases of every optimizer. */
export const optimizerCases: Readonly<Record<string, fc.Arbitrary<OptimizerCase>>> = {
  sgd: of(fc.record({ rate, weightDecay, clip: fc.constantFrom(undefined, 0.5) }), ({ rate, weightDecay, clip }) => ({
    optimizer: sgd({ learningRate: rate, ...given(weightDecay), ...(clip !== undefined && { clipGlobalNorm: clip }) }),
    ...(clip === undefined && { reference: each((w, g) => w - rate * (g + decayed(weightDecay, w))) }),
  })),
  momentum: of(fc.record({ rate, weightDecay, nesterov: fc.boolean() }), ({ rate, weightDecay, nesterov }) => ({
    optimizer: momentum({ learningRate: rate, momentum: 0.8, nesterov, ...given(weightDecay) }),
    reference: each((w, g, _, recall) => {
      const v = recall('v', old => 0.8 * old + g);
      return w - rate * ((nesterov ? g + 0.8 * v : v) + decayed(weightDecay, w));
    }),
  })),
  adam: of(fc.record({ rate, weightDecay, epsilonPlacement: fc.constantFrom('standard' as const, 'epsilonHat' as const) }), ({ rate, weightDecay, epsilonPlacement }) => ({
    optimizer: adam({ learningRate: rate, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, epsilonPlacement, ...given(weightDecay) }),
    reference: each((w, g, step, recall) => {
      const [m, v] = [recall('m', old => 0.8 * old + 0.2 * g), recall('v', old => 0.95 * old + 0.05 * g * g)];
      const [c1, c2] = [1 - 0.8 ** (step + 1), 1 - 0.95 ** (step + 1)];
      const direction = epsilonPlacement === 'standard' ? m / c1 / (Math.sqrt(v / c2) + 1e-3) : (Math.sqrt(c2) / c1) * m / (Math.sqrt(v) + 1e-3);
      return w - rate * (direction + decayed(weightDecay, w));
    }),
  })),
  chain: of(rate, rate => ({
    optimizer: chain([momentum({ learningRate: 1, momentum: 0.5 }), decoupledWeightDecay(0.3), scaleByRate(stepDecay({ initialValue: rate, stepSize: 2, factor: 0.5 }))]),
    reference: each((w, g, step, recall) => w - rate * 0.5 ** Math.floor(step / 2) * (recall('v', old => 0.5 * old + g) + 0.3 * w)),
  })),
  clipByGlobalNorm: of(fc.constantFrom(0.1, 1e6), limit => ({
    optimizer: clipByGlobalNorm(limit),
    ...(limit > 1 && { reference: each((w, g) => w - g) }),
  })),
  decoupledWeightDecay: of(fc.boolean(), excludeBiases => ({
    optimizer: decoupledWeightDecay({ decay: 0.1, excludeBiases }),
    ...(!excludeBiases && { reference: each((w, g) => w - g - 0.1 * w) }),
  })),
  scaleByRate: of(rate, rate => ({ optimizer: scaleByRate(rate), reference: each((w, g) => w - rate * g) })),
};
