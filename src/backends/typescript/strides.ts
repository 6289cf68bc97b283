import type { Shape } from '../../tensor/shape.ts';
import { broadcastAxes, stridesOf } from '../../tensor/shape.ts';
import { itemAt } from './itemAt.ts';

/** A walk over several arrays at once: the extents, and for each array its stride in elements along each extent. */
export interface Walk {
  readonly extents: readonly number[];
  readonly strides: readonly (readonly number[])[];
}

/** The strides of an array of `shape` when it is read as if it had shape `target`: 0 along axes that are repeated. */
export function broadcastStrides(shape: Shape, target: Shape): readonly number[] {
  const own = stridesOf(shape);
  const repeated = new Set(broadcastAxes(shape, target));
  const added = target.length - shape.length;
  return target.map((_, axis) => (repeated.has(axis) || axis < added ? 0 : itemAt(own, axis - added)));
}

/** The same walk in as few extents as possible: extents of 1 dropped, neighbours that every array walks as one merged. */
export function collapse({ extents, strides }: Walk): Walk {
  const kept: number[] = [];
  const keptStrides = strides.map((): number[] => []);
  extents.forEach((extent, axis) => {
    if (extent === 1) return;
    const last = kept.length - 1;
    const merges = last >= 0 && strides.every((own, array) => itemAt(itemAt(keptStrides, array), last) === itemAt(own, axis) * extent);
    if (merges) kept[last] = itemAt(kept, last) * extent;
    else kept.push(extent);
    strides.forEach((own, array) => { itemAt(keptStrides, array)[kept.length - 1] = itemAt(own, axis); });
  });
  return { extents: kept, strides: keptStrides };
}

/** A walk as rows of equal length: where each row starts in each array, and the stride within a row. */
export interface Rows {
  readonly rows: number;
  readonly columns: number;
  readonly starts: readonly Int32Array[];
  readonly steps: readonly number[];
}

/** The innermost extent of a collapsed walk becomes the columns, all others the rows. */
export function asRows(walk: Walk): Rows {
  const { extents, strides } = collapse(walk);
  const outer = extents.slice(0, -1);
  return {
    rows: outer.reduce((count, extent) => count * extent, 1),
    columns: extents.at(-1) ?? 1,
    starts: strides.map(own => offsets(outer, own.slice(0, -1))),
    steps: strides.map(own => own.at(-1) ?? 0),
  };
}

/** The offset of every element of a walk over one array, in row-major order. */
export function offsets(extents: readonly number[], strides: readonly number[], first = 0): Int32Array {
  const count = extents.reduce((product, extent) => product * extent, 1);
  const table = new Int32Array(count).fill(first);
  let repeat = count;
  extents.forEach((extent, axis) => {
    repeat = extent === 0 ? 0 : repeat / extent;
    for (let i = 0; i < count; i++) table[i] = itemAt(table, i) + (Math.floor(i / repeat) % extent) * itemAt(strides, axis);
  });
  return table;
}
