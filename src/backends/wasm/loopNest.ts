import { itemAt } from '../typescript/itemAt.ts';
import { Cursors } from './cursors.ts';
import type { Walked } from './cursors.ts';
import type { FunctionBody, Vector } from './functionBody.ts';
import { behind, load, loadSplat, store, width } from './memoryAccess.ts';

/** Loops over several arrays at once: all that is read and written at one position is done together. */
export interface Nest {
  readonly body: FunctionBody;
  readonly extents: readonly number[];
  /** Arrays that are read; the stride along the last extent is 1, or 0 for an element that serves a whole row. */
  readonly operands: readonly Walked[];
  /** Arrays that are written, with stride 1 along the last extent. */
  readonly outputs: readonly Walked[];
  /** Vectors that are computed in one turn of the innermost loop. */
  readonly unrolled: number;
  /** Computes the values of the outputs from those of the operands, `lanes` elements from this column of a turn on. */
  readonly compute: (operands: readonly Vector[], lanes: number, column: number) => readonly Vector[];
}

/** A nest and the positions that its loops have reached. */
interface Walk extends Nest {
  readonly cursors: Cursors;
}

/** Writes the loops. */
export function writeNest(nest: Nest): void {
  const cursors = new Cursors(nest.body, [...nest.operands, ...nest.outputs]);
  writeLevel({ ...nest, cursors }, 0);
}

/** The loop over one extent; a cursor moves by one step, less what the inner loops moved it. */
function writeLevel(walk: Walk, level: number): void {
  const { body, cursors, extents } = walk;
  if (level >= extents.length - 1) return void writeRow(walk);
  const inner = level + 1;
  const moved = inner === extents.length - 1 ? movedInRow(walk) : itemAt(extents, inner);
  body.repeat(itemAt(extents, level), () => {
    writeLevel(walk, inner);
    cursors.advance(extents.map((_, extent) => (extent === level ? 1 : extent === inner ? -moved : 0)));
  });
}

/** One row: vectors in a loop, then what is left of it. */
function writeRow(walk: Walk): void {
  const { body, cursors, extents, operands } = walk;
  const splats = new Map(operands.filter(repeats).map(array => [array, loadSplat(body, cursors.place(array))]));
  const [moved, turn] = [movedInRow(walk), turnOf(walk)];
  const rest = (extents.at(-1) ?? 1) - moved;
  body.repeat(moved / turn, () => {
    for (let column = 0; column < turn; column += width) body.scope(() => writeElements(walk, splats, column, width));
    cursors.advance(extents.map((_, extent) => (extent === extents.length - 1 ? turn : 0)));
  });
  for (let column = 0; column < rest; column += width) body.scope(() => writeElements(walk, splats, column, Math.min(width, rest - column)));
}

/** Up to four elements; all operands are read before anything is written, since an output may lie over an operand. */
function writeElements({ body, cursors, operands, outputs, compute }: Walk, splats: ReadonlyMap<Walked, Vector>, column: number, lanes: number): void {
  const values = compute(operands.map(array => splats.get(array) ?? load(body, behind(cursors.place(array), column), lanes)), lanes, column);
  outputs.forEach((array, index) => store(body, behind(cursors.place(array), column), itemAt(values, index), lanes));
}

/** Elements of one turn of the innermost loop. */
function turnOf({ unrolled }: Nest): number {
  return width * unrolled;
}

/** How far the cursors have moved when a row ends. */
function movedInRow(nest: Nest): number {
  return Math.floor((nest.extents.at(-1) ?? 1) / turnOf(nest)) * turnOf(nest);
}

function repeats({ strides }: Walked): boolean {
  return (strides.at(-1) ?? 0) === 0;
}
