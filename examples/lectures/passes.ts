import type { GradientReport } from 'chainrule';
import { rowsOf } from './matrix.ts';

/** z, a and δ of an activation layer of a report that was made with `layers: true`: rows are samples. */
export interface ActivationPass {
  readonly z: number[][];
  readonly a: number[][];
  /** ∂loss/∂z. */
  readonly delta: number[][];
}

/** What went through the activation at a path, `hidden/sigmoid` for example. */
export function activationPass({ layers = [] }: GradientReport, path: string): ActivationPass {
  const pass = layers.find(({ layer }) => layer === path);
  return { z: rowsOf(pass?.inputs[0]), a: rowsOf(pass?.outputs[0]), delta: rowsOf(pass?.inputGradients[0]) };
}
