import type { Run } from 'chainrule';
import { dot } from './matrix.ts';
import { weightsOf } from './network.ts';

/** A single unit: its score at a point x is w·x + b. */
export interface LinearUnit {
  readonly w: readonly number[];
  readonly b: number;
}

/** The score w·x + b. */
export function scoreOf({ w, b }: LinearUnit, x: readonly number[]): number {
  return dot(w, x) + b;
}

/** The unit with step·(x, 1) added to (w, b): what a point does to it. */
export function pulled({ w, b }: LinearUnit, x: readonly number[], step: number): LinearUnit {
  return { w: w.map((own, index) => own + step * (x[index] ?? Number.NaN)), b: b + step };
}

/** The weights and the bias in one list. */
export function listed({ w, b }: LinearUnit): number[] {
  return [...w, b];
}

/** The unit of a run whose model is one dense layer of one unit, named `unit`. */
export async function linearUnitOf(run: Run): Promise<LinearUnit> {
  const [layer] = await weightsOf(run, ['unit']);
  if (layer === undefined) throw new Error('the model has no layer that is named unit');
  return { w: layer.kernel.flat(), b: layer.bias[0] ?? Number.NaN };
}
