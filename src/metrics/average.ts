import * as z from 'zod/mini';
import type { Figure } from './metric.ts';
import { ratio } from './ratio.ts';

/**
 * How the figures of classes become one.
 * - `micro`: all decisions are counted together, whatever their class;
 * - `macro`: the mean over classes, each counting alike;
 * - `weighted`: the mean weighted by how much of each class there is;
 * - `none`: a list, one figure a class.
 */
export const averageOption = z.enum(['micro', 'macro', 'weighted', 'none']);

export type Average = z.output<typeof averageOption>;

/** The figures of classes, averaged; `supports` are the weights of `weighted`. With `micro` there is one class, that of all decisions. */
export function averaged(how: Average, figures: readonly number[], supports: readonly number[]): Figure {
  if (how === 'none') return figures;
  const weights = how === 'weighted' ? supports : figures.map(() => 1);
  const total = figures.reduce((sum, figure, index) => sum + figure * (weights[index] ?? 0), 0);
  return ratio(total, weights.reduce((sum, weight) => sum + weight, 0));
}
