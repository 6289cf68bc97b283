/** A point of a line. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The points of a line as far as `columns` pixel columns can show them: of each column the first, the least, the largest and the last.
 * Points without a number stay, since they break the line. Points must be sorted by x where there are more than four a column.
 */
export function thinned<Each extends Point>(points: readonly Each[], columns: number): readonly Each[] {
  if (points.length <= 4 * columns) return points;
  const size = Math.ceil(points.length / columns);
  return Array.from({ length: Math.ceil(points.length / size) }, (_, column) => extremes(points.slice(column * size, (column + 1) * size))).flat();
}

function extremes<Each extends Point>(points: readonly Each[]): readonly Each[] {
  const finite = points.filter(({ y }) => Number.isFinite(y));
  const ordered = finite.toSorted((left, right) => left.y - right.y);
  const kept = new Set([finite[0], ordered[0], ordered.at(-1), finite.at(-1)]);
  return points.filter(point => kept.has(point) || !Number.isFinite(point.y));
}
