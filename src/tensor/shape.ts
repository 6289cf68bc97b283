/** The extent of a tensor along each axis, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** The number of elements: the product of the extents, 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, extent) => size * extent, 1);
}

/** `[128, 784]` as text. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** True where both shapes have the same extents. */
export function sameShape(left: Shape, right: Shape): boolean {
  return left.length === right.length && left.every((extent, axis) => extent === right[axis]);
}

/**
 * The shape that two operands broadcast to, aligned at the last axis as in NumPy: extents agree or one is 1.
 * Gives undefined where they do not meet.
 */
export function broadcastShapes(left: Shape, right: Shape): Shape | undefined {
  const rank = Math.max(left.length, right.length);
  const result: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const a = left[axis - rank + left.length] ?? 1;
    const b = right[axis - rank + right.length] ?? 1;
    if (a !== b && a !== 1 && b !== 1) return undefined;
    result.push(a === 1 ? b : a);
  }
  return result;
}

/** The axes of `target` along which a tensor of shape `source` was repeated by broadcasting. */
export function broadcastAxes(source: Shape, target: Shape): readonly number[] {
  const offset = target.length - source.length;
  return target.flatMap((extent, axis) => {
    const own = axis < offset ? 1 : source[axis - offset];
    return axis < offset || (own === 1 && extent !== 1) ? [axis] : [];
  });
}

/** Row-major strides in elements. */
export function stridesOf(shape: Shape): readonly number[] {
  const strides: number[] = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  }
  return strides;
}

/** Axes counted from the end (negative) turned into axes from the front, sorted, without repeats. */
export function normalizeAxes(axes: readonly number[], rank: number): readonly number[] | undefined {
  const positive = axes.map(axis => (axis < 0 ? axis + rank : axis));
  const valid = positive.every(axis => Number.isInteger(axis) && axis >= 0 && axis < rank);
  return valid ? [...new Set(positive)].sort((a, b) => a - b) : undefined;
}
