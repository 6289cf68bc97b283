import type { Nested } from './nested.ts';

/**
 * Goldens whose `expected_f64` was computed in float64, but from inputs that the peer holds in float32: 0.9 is 0.8999999761581421 there. From the inputs as written the
 * numbers differ by 1e-8; from those inputs rounded to float32 they agree to every digit.
 */
export const float32Inputs: ReadonlySet<string> = new Set([
  'k_act_linear_linear_4',
  'k_act_hard_silu_hard_silu_1',
  'k_act_hard_silu_hard_silu_2',
  'k_act_hard_silu_hard_silu_3',
  'k_act_hard_silu_hard_silu_4',
  'k_loss_binary_crossentropy_unweighted_1',
  'k_loss_categorical_crossentropy_unweighted_1',
  'k_loss_categorical_crossentropy_sample_weighted_1',
  'k_loss_categorical_crossentropy_scalar_weighted_1',
  'k_loss_sparse_categorical_crossentropy_unweighted_1',
  'k_loss_sparse_categorical_crossentropy_sample_weighted_1',
  'k_loss_sparse_categorical_crossentropy_scalar_weighted_1',
  'k_loss_binary_focal_crossentropy_no_reduction_1',
  'k_loss_binary_focal_crossentropy_sample_weighted_1',
  'k_loss_binary_focal_crossentropy_scalar_weighted_1',
  'k_loss_binary_focal_crossentropy_unweighted_1',
  'k_loss_categorical_focal_crossentropy_sample_weighted_1',
  'k_loss_categorical_focal_crossentropy_scalar_weighted_1',
  'k_loss_categorical_focal_crossentropy_unweighted_1',
  'k_loss_kl_divergence_sample_weighted_1',
  'k_loss_kl_divergence_scalar_weighted_1',
  'k_loss_kl_divergence_timestep_weighted_1',
  'k_loss_kl_divergence_unweighted_1',
  'k_metric_kl_divergence_KLDivergenceTest_unweighted_1',
  'k_metric_kl_divergence_KLDivergenceTest_weighted_1',
  'k_metric_poisson_PoissonTest_weighted_1',
]);

/** The inputs that a golden's exact numbers were computed from. */
export function inputsOf(id: string, inputs: Nested): Nested {
  return float32Inputs.has(id) ? rounded(inputs) : inputs;
}

/** Of these, goldens whose sample weights are held in float32 too. */
const float32Weights: ReadonlySet<string> = new Set(['k_loss_kl_divergence_sample_weighted_1']);

/** The sample weights that a golden's exact numbers were computed with. */
export function weightsOf(id: string, weights: Nested | null): Nested | null {
  return weights !== null && float32Weights.has(id) ? rounded(weights) : weights;
}

function rounded(nested: Nested): Nested {
  return typeof nested === 'number' ? Math.fround(nested) : nested.map(rounded);
}
