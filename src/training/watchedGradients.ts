import type { Place } from '../model/model.ts';
import { joinPath } from '../model/model.ts';
import { sizeOf } from '../tensor/shape.ts';

/** The gradients of a batch, layer by layer, without those of penalties. */
export interface WatchedGradients {
  /** The number of the step that took the batch, from 1, and its epoch. */
  readonly step: number;
  readonly epoch: number;
  /** What an element of a gradient is near zero below. */
  readonly threshold: number;
  readonly layers: readonly WatchedLayer[];
}

export interface WatchedLayer {
  readonly layer: string;
  /** √Σ g² over all parameters of the layer. */
  readonly norm: number;
  /** The share of the layer's gradients with |g| below the threshold. */
  readonly nearZero: number;
  /** The units of the layer, the columns of its kernel; 0 where it has none. */
  readonly units: number;
  /** Units at which every gradient is 0: nothing of this batch reaches them. */
  readonly deadUnits: number;
}

/** What the graph of a watch gives of a parameter, a number a column each: the largest |g|, Σ (g / largest)², and how many |g| are below the threshold. */
export interface GradientColumns {
  readonly largest: ArrayLike<number>;
  readonly squares: ArrayLike<number>;
  readonly small: ArrayLike<number>;
}

/** The figures of a layer of its parameters' columns. Undefined for a layer without parameters. */
export function watchedLayer({ path, spec }: Pick<Place, 'path' | 'spec'>, columnsOf: (parameter: string) => GradientColumns): WatchedLayer | undefined {
  const own = Object.entries(spec.parameters ?? {}).map(([name, { shape }]) => ({ shape, ...columnsOf(joinPath(path, name)) }));
  if (own.length === 0) return undefined;
  const units = own.find(({ shape }) => shape.length > 1)?.shape.at(-1) ?? 0;
  const ofUnits = own.filter(({ largest }) => largest.length === units);
  const dead = [...Array(units).keys()].filter(unit => ofUnits.every(({ largest }) => largest[unit] === 0));
  return {
    layer: path, units, deadUnits: dead.length,
    norm: Math.sqrt(total(own.map(squaredNorm))),
    nearZero: total(own.map(({ small }) => total(small))) / total(own.map(({ shape }) => sizeOf(shape))),
  };
}

/** The squares were taken of g over the largest of its column, so that the smallest gradients do not underflow. */
function squaredNorm({ largest, squares }: GradientColumns): number {
  return total(Array.from(largest, (scale, column) => scale ** 2 * (squares[column] ?? 0)));
}

function total(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}
