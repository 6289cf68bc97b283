import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** The schema of the axes that a norm is taken over: one, or a list; negative ones count from the last. */
export const normAxes = () => withDefault(z.union([z.int(), z.readonly(z.array(z.int()).check(z.minLength(1)))]), 0);

/** √(Σ w²) over the axes, each kept with extent 1. Throws a ShapeError for an axis that w does not have. */
export function norms(w: Tensor, axes: number | readonly number[]): Tensor {
  const wanted = typeof axes === 'number' ? [axes] : axes;
  const missing = wanted.find(axis => axis >= w.rank || axis < -w.rank);
  if (missing !== undefined) throw new ShapeError('the parameter has no such axis to take norms over', { got: `axis ${missing} of ${formatShape(w.shape)}`, next: 'set `axis`' });
  return w.square().sum(wanted, true).sqrt();
}
