import type { HostArray } from '../../tensor/dtype.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { itemAt } from './itemAt.ts';
import type { Kernel } from './kernel.ts';
import { specialize } from './specialize.ts';

/** A row of the table for each index. An index outside the table gives NaN, which the step's check then names. */
export const gatherKernel: Kernel<'gather'> = {
  bind(_, operands, output) {
    const { shape, values } = itemAt(operands, 0);
    const indices = itemAt(operands, 1).values;
    const loop = specialize(gatherLoop, values.constructor.name);
    const width = sizeOf(shape.slice(1));
    return () => loop(values, indices, output, width);
  },
};

/** Rows of the updates added at their indices, gathered in float64; an index outside is left out. */
export const scatterAddKernel: Kernel<'scatterAdd'> = {
  bind({ attributes: { rows } }, operands, output) {
    const indices = itemAt(operands, 0).values;
    const updates = itemAt(operands, 1).values;
    const loop = specialize(scatterAddLoop, updates.constructor.name);
    const totals = new Float64Array(output.length);
    const width = output.length / Math.max(rows, 1);
    return () => {
      totals.fill(0);
      loop(indices, updates, totals, width);
      output.set(totals);
    };
  },
};

function gatherLoop(table: HostArray, indices: HostArray, output: HostArray, width: number): void {
  let at = 0;
  for (let i = 0; i < indices.length; i++) {
    const row = (indices[i] ?? 0) * width;
    const inside = row >= 0 && row < table.length;
    for (let j = 0; j < width; j++) output[at++] = inside ? table[row + j] ?? 0 : Number.NaN;
  }
}

function scatterAddLoop(indices: HostArray, updates: HostArray, totals: Float64Array, width: number): void {
  for (let i = 0; i < indices.length; i++) {
    const row = (indices[i] ?? 0) * width;
    if (row < 0 || row >= totals.length) continue;
    for (let j = 0; j < width; j++) totals[row + j] = (totals[row + j] ?? 0) + (updates[i * width + j] ?? 0);
  }
}
