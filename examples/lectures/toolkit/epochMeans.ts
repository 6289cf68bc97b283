import type { Series } from 'chainrule/charts';

const many = 10;

/** A line by epoch whose every ten points have become one, their mean, at the last of them. */
export function epochMeans({ points, ...series }: Series): Series {
  const tens = Array.from({ length: Math.floor(points.length / many) }, (_, index) => points.slice(index * many, (index + 1) * many));
  return { ...series, points: tens.map(ten => ({ x: ten.at(-1)?.x ?? Number.NaN, y: ten.reduce((sum, { y }) => sum + y / many, 0) })) };
}
