import type { Shape } from '../../tensor/shape.ts';
import { itemAt } from '../typescript/itemAt.ts';

/** A shape as [outer, reduced, inner], a reduction being over the middle. */
export interface ReducedExtents {
  readonly outer: number;
  readonly reduced: number;
  readonly inner: number;
}

/** The extents of a reduction over axes that are neighbours, axes of extent 1 aside; undefined for others, and for empty arrays. */
export function reducedExtents(shape: Shape, axes: readonly number[]): ReducedExtents | undefined {
  const reducedAxes = axes.filter(axis => itemAt(shape, axis) !== 1);
  const first = Math.min(...reducedAxes, shape.length);
  const last = Math.max(...reducedAxes, first);
  const product = (from: number, to: number): number => shape.slice(from, to).reduce((size, extent) => size * extent, 1);
  const kept = shape.some((extent, axis) => axis > first && axis < last && extent !== 1 && !reducedAxes.includes(axis));
  const extents = { outer: product(0, first), reduced: product(first, last + 1), inner: product(last + 1, shape.length) };
  return kept || Object.values(extents).includes(0) ? undefined : extents;
}
