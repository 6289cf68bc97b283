import { defineOptimizer } from '../components/definition.ts';
import { adamDescent, adamOptions } from './adam.ts';

/**
 * Adam with a second moment that never falls, so that a rare large gradient is not forgotten; the same as `adam` with `amsgrad: true`.
 *
 *     m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²        v̂ ← max(v̂, v)
 *     w ← w − η·(m / (1 − β₁ᵗ)) / (√(v̂ / (1 − β₂ᵗ)) + ε)
 *
 * The corrections for the start at 0, which the paper leaves out, are Adam's, as in Keras and PyTorch. Options and their ranges: those of `adam`.
 * Shapes: any; the moments and the update have that of the gradient g.
 * Source: Reddi, Kale, Kumar, "On the convergence of Adam and beyond" (2018).
 */
export const amsgrad = defineOptimizer({
  name: 'amsgrad',
  summary: 'adam with a second moment that never falls',
  options: adamOptions,
  shorthand: 'learningRate',
  create: options => adamDescent(options, true),
});
