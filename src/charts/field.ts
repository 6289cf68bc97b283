import { contours } from 'd3-contour';

/** A value at each place of a plane. */
export type Field = (x: number, y: number) => number;

/** Values at the points of a grid, row by row from the top; the outermost rows and columns lie beyond the plane, so that no outline runs along its edge. */
export type Samples = readonly number[];

export type Domain = readonly [number, number];

/** Points of a grid over a plane: a line is placed between them by interpolation. */
export const [columns, rows] = [122, 92];
/** How far, in steps of the grid, a point may lie off the line of its neighbours to be left out of an outline. */
const straight = 0.005;

/** Where a value lies among the points of the grid along an axis, from 0. */
export function placeIn([low, high]: Domain, value: number, count: number): number {
  return (value - low) / (high - low) * (count - 3) + 1;
}

/** What a function gives at each point of the grid over two domains. */
export function sampled<Value>(over: (x: number, y: number) => Value, x: Domain, y: Domain): readonly Value[] {
  const place = ([low, high]: Domain, index: number, count: number) => low + (high - low) * ((index - 1) / (count - 3));
  return Array.from({ length: columns * rows }, (_, index) => over(place(x, index % columns, columns), place(y, rows - 1 - Math.floor(index / columns), rows)));
}

/** The outline of where the samples are at least `level`, as the data of a path within a plane of this size. */
export function outline(samples: Samples, level: number, { width, height }: { readonly width: number; readonly height: number }): string {
  const rings = contours().size([columns, rows]).contour([...samples], level).coordinates.flat();
  const at = (place: number, count: number, size: number) => ((place - 1.5) / (count - 3) * size).toFixed(1);
  return rings.map(ring => `M${corners(ring).map(([x = 0, y = 0]) => `${at(x, columns, width)} ${at(y, rows, height)}`).join('L')}Z`).join('');
}

/** A ring without the points that lie on straight lines: a straight boundary takes few bytes. */
function corners(ring: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const kept: (readonly number[])[] = [];
  for (const [index, point] of ring.entries()) {
    const [before, after] = [kept.at(-1), ring[index + 1]];
    if (before === undefined || after === undefined || distance(point, before, after) > straight) kept.push(point);
  }
  return kept;
}

/** How far a point lies from the line through two others; from the first where they are one. */
function distance([x = 0, y = 0]: readonly number[], [fromX = 0, fromY = 0]: readonly number[], [toX = 0, toY = 0]: readonly number[]): number {
  const length = Math.hypot(toX - fromX, toY - fromY);
  if (length === 0) return Math.hypot(x - fromX, y - fromY);
  return Math.abs((toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX)) / length;
}

/** How far each sample of a class's score lies above the largest of all others: at least 0 where the class wins. */
export function margins(scores: readonly (readonly number[])[], index: number): Samples {
  return scores.map(own => (own[index] ?? Number.NaN) - Math.max(...own.filter((_, place) => place !== index)));
}

/** Samples of which each is the mean of its neighbourhood: steps become slopes, in which a line finds its place. */
export function softened(samples: Samples): Samples {
  const offsets = [-1, 0, 1].flatMap(row => [-1, 0, 1].map(column => row * columns + column));
  return samples.map((value, index) => offsets.reduce((sum, offset) => sum + (samples[index + offset] ?? value), 0) / offsets.length);
}
