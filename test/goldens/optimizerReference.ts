import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';

export const optimizerConfig = z.looseObject({
  learning_rate: z.number(),
  momentum: z.number().default(0),
  nesterov: z.boolean().default(false),
  beta_1: z.number().optional(),
  beta_2: z.number().optional(),
  epsilon: z.number().optional(),
  epsilon_placement: z.enum(['standard', 'eps_hat', 'inside_sqrt', 'outside_sqrt']).optional(),
  amsgrad: z.boolean().optional(),
  rho: z.number().optional(),
  centered: z.boolean().optional(),
  initial_accumulator_value: z.number().optional(),
  weight_decay: z.number().optional(),
  excluded_from_weight_decay: z.boolean().default(false),
  coupled_weight_decay: z.number().optional(),
});
export type OptimizerConfig = z.output<typeof optimizerConfig>;

/** Our optimizer for a golden's, at its rate or at another: a number or a schedule. */
export function optimizerReference(name: string, config: OptimizerConfig, learningRate: unknown = config.learning_rate): Reference<'optimizer'> {
  const { weight_decay: decay, coupled_weight_decay: coupled, excluded_from_weight_decay: excluded } = config;
  if (coupled !== undefined) return chain({ use: 'decoupledWeightDecay', decay: coupled }, method(name, config, learningRate));
  if (decay === undefined) return method(name, config, learningRate);
  if (!excluded) return { ...method(name, config, learningRate), weightDecay: decay };
  return chain(method(name, config, 1), { use: 'decoupledWeightDecay', decay, excludeBiases: true }, { use: 'scaleByRate', learningRate });
}

/** Decay before the method acts as an L2 penalty: it is coupled. Decay after it spares biases, as which the goldens' excluded scalars count. */
function chain(...transforms: readonly Reference<'optimizer'>[]): Reference<'optimizer'> {
  return { use: 'chain', transforms };
}

const placements = { standard: 'standard', eps_hat: 'epsilonHat', inside_sqrt: 'insideRoot', outside_sqrt: 'outsideRoot' };

function method(name: string, config: OptimizerConfig, learningRate: unknown): Reference<'optimizer'> {
  const { momentum, nesterov, amsgrad, rho, centered, beta_1: beta1, beta_2: beta2, epsilon, epsilon_placement: placement, initial_accumulator_value: initialAccumulatorValue } = config;
  const epsilonPlacement = placement && placements[placement];
  switch (name) {
    case 'sgd': case 'momentum': case 'nesterov': return momentum === 0 ? { use: 'sgd', learningRate } : { use: 'momentum', learningRate, momentum, nesterov };
    case 'adam': return { use: name, learningRate, beta1, beta2, epsilon, epsilonPlacement, amsgrad };
    // The decay is put beside it, or left out for an excluded scalar.
    case 'adamw': return { use: name, learningRate, beta1, beta2, epsilon, epsilonPlacement, amsgrad, weightDecay: 0 };
    case 'adamax': case 'nadam': return { use: name, learningRate, beta1, beta2, epsilon };
    case 'adagrad': return { use: name, learningRate, initialAccumulatorValue, epsilon, epsilonPlacement };
    case 'rmsprop': return { use: name, learningRate, rho, momentum, centered, epsilon, epsilonPlacement };
    default: throw new Error(`no adapter for the optimizer ${name}, and no reason in leftOut.ts`);
  }
}
