import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';

export const optimizerConfig = z.looseObject({
  learning_rate: z.number(),
  momentum: z.number().default(0),
  nesterov: z.boolean().default(false),
  beta_1: z.number().optional(),
  beta_2: z.number().optional(),
  epsilon: z.number().optional(),
  epsilon_placement: z.enum(['standard', 'eps_hat']).default('standard'),
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

function method(name: string, config: OptimizerConfig, learningRate: unknown): Reference<'optimizer'> {
  const { momentum, nesterov, beta_1: beta1, beta_2: beta2, epsilon, epsilon_placement: placement } = config;
  if (name === 'adam' || name === 'adamw') {
    return { use: 'adam', learningRate, beta1, beta2, epsilon, epsilonPlacement: placement === 'eps_hat' ? 'epsilonHat' : 'standard' };
  }
  if (name !== 'sgd' && name !== 'momentum' && name !== 'nesterov') throw new Error(`no adapter for the optimizer ${name}, and no reason in leftOut.ts`);
  return momentum === 0 ? { use: 'sgd', learningRate } : { use: 'momentum', learningRate, momentum, nesterov };
}
