import fc from 'fast-check';
import { maxNorm, nonNegative, unitNorm } from '../../../src/projections/index.ts';
import type { ProjectionContractOptions } from '../../../src/testing/projectionContract.ts';
import { shapes } from '../random.ts';

export type ProjectionCase = Omit<ProjectionContractOptions, 'backends'>;

const drawn = { seed: fc.nat(1000), parameter: shapes(1, 3) };

/** Scales each group of elements, those that differ along the axes alone, by a function of its norm. */
function scaledByNorm(axes: readonly number[], factor: (norm: number) => number): NonNullable<ProjectionCase['reference']> {
  return (values, shape) => {
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1));
    const inside = axes.map(axis => (axis + shape.length) % shape.length);
    const groupOf = (index: number) => shape.map((extent, axis) => (inside.includes(axis) ? 0 : Math.floor(index / (strides[axis] ?? 1)) % extent)).join(' ');
    const norm = (group: string) => Math.hypot(...values.filter((_, index) => groupOf(index) === group));
    return values.map((value, index) => value * factor(norm(groupOf(index))));
  };
}

/** Axes of a parameter of at least one axis. */
const axis = fc.constantFrom(0, -1, [0, -1]);
const listed = (axes: number | readonly number[]) => (typeof axes === 'number' ? [axes] : axes);

/** Random cases of every projection. */
export const projectionCases: Readonly<Record<string, fc.Arbitrary<ProjectionCase>>> = {
  maxNorm: fc.record({ ...drawn, axis, limit: fc.constantFrom(0.5, 2) }).map(({ axis, limit, ...rest }) => ({
    ...rest, projection: maxNorm({ axis, limit }), reference: scaledByNorm(listed(axis), norm => limit / Math.max(limit, norm)),
  })),
  unitNorm: fc.record({ ...drawn, axis }).map(({ axis, ...rest }) => ({ ...rest, projection: unitNorm({ axis }), reference: scaledByNorm(listed(axis), norm => 1 / norm) })),
  nonNegative: fc.record(drawn).map(rest => ({
    ...rest, projection: nonNegative(), holds: values => values.every(value => value >= 0), reference: values => values.map(value => Math.max(value, 0)),
  })),
};
