import { itemAt } from '../typescript/itemAt.ts';
import type { FunctionBody, Vector } from './functionBody.ts';
import type { Gathering } from './gatherings.ts';
import { behind, load, store, width } from './memoryAccess.ts';
import type { Place } from './memoryAccess.ts';
import type { ReducedExtents } from './reducedExtents.ts';
import type { TakeScratch } from './scratch.ts';

/** A reduction of [outer, reduced, inner] over the middle: where the arrays lie, and the cursors in both. */
export interface Reduction extends ReducedExtents {
  readonly body: FunctionBody;
  readonly gathering: Gathering;
  readonly from: Place;
  readonly to: Place;
}

/** Vectors of columns whose running values stay in registers: a line of the cache. */
const block = 4;

/** Rows [reduced, inner] to one. Narrow ones go down block by block of columns; wide ones row by row, as they lie in memory, with the running values in scratch. */
export function reduceColumns(reduction: Reduction, takeScratch: TakeScratch): void {
  const { body, outer, reduced, inner } = reduction;
  const scratch = inner > block * width && reduced > rowsTogether ? takeScratch(bytesOfRunning(inner)) : undefined;
  body.repeat(outer, scratch === undefined ? () => downBlocks(reduction) : () => alongRows(reduction, scratch));
}

/** Block of columns by block of columns, each over all rows. */
function downBlocks({ body, gathering, reduced, inner, from, to }: Reduction): void {
  const blocks = Math.floor(inner / width / block);
  const rest = inner - blocks * block * width;
  const reduceBlock = (columns: number): void => {
    const starts = Array.from({ length: Math.ceil(columns / width) }, (_, index) => index * width);
    const running = starts.map(() => gathering.begin(body));
    const lanesAt = (start: number): number => Math.min(width, columns - start);
    body.repeat(reduced, () => {
      starts.forEach((start, index) => gathering.take(body, itemAt(running, index), load(body, behind(from, start), lanesAt(start))));
      body.advance(from.cursor, inner * 4);
    });
    body.advance(from.cursor, -reduced * inner * 4);
    starts.forEach((start, index) => store(body, behind(to, start), gathering.lanes(body, itemAt(running, index)), lanesAt(start)));
    for (const { cursor } of [from, to]) body.advance(cursor, columns * 4);
  };
  body.repeat(blocks, () => reduceBlock(block * width));
  if (rest > 0) reduceBlock(rest);
  body.advance(from.cursor, (reduced - 1) * inner * 4);
}

/** Rows that are taken in together, so that running values are read and written once for all of them: as many streams as a processor fetches ahead. */
const rowsTogether = 8;
const vectorBytes = 16;

function bytesOfRunning(inner: number): number {
  return Math.ceil(inner / width) * 2 * vectorBytes;
}

/** What a pass over some rows does with the running values. */
interface Pass {
  readonly rows: number;
  readonly begins: boolean;
  readonly ends: boolean;
}

/** A few rows at a time: the first pass begins the running values, the last makes the result of them. */
function alongRows(reduction: Reduction, scratch: number): void {
  const { body, reduced, inner, to } = reduction;
  const last = reduced % rowsTogether === 0 ? rowsTogether : reduced % rowsTogether;
  const between = (reduced - last) / rowsTogether - 1;
  alongSome(reduction, scratch, { rows: rowsTogether, begins: true, ends: false });
  body.repeat(between, () => alongSome(reduction, scratch, { rows: rowsTogether, begins: false, ends: false }));
  alongSome(reduction, scratch, { rows: last, begins: false, ends: true });
  body.advance(to.cursor, inner * 4);
}

function alongSome(reduction: Reduction, scratch: number, pass: Pass): void {
  const { body, inner, from, to } = reduction;
  body.scope(() => {
    const kept: Place = { dtype: 'float', cursor: body.start(), offset: scratch };
    const wholes = Math.floor(inner / width);
    body.repeat(wholes, () => {
      gatherVector(reduction, kept, pass, width);
      body.advance(from.cursor, width * 4);
      body.advance(kept.cursor, 2 * vectorBytes);
      if (pass.ends) body.advance(to.cursor, width * 4);
    });
    if (inner % width > 0) gatherVector(reduction, kept, pass, inner % width);
    if (pass.ends) body.advance(to.cursor, -wholes * width * 4);
    body.advance(from.cursor, (pass.rows * inner - wholes * width) * 4);
  });
}

/** Takes one vector of columns of each row in. */
function gatherVector({ body, gathering, inner, from, to }: Reduction, kept: Place, { rows, begins, ends }: Pass, lanes: number): void {
  const places = [kept, behind(kept, width)];
  const running: readonly Vector[] = begins ? gathering.begin(body) : places.map(place => load(body, place, width));
  for (let row = 0; row < rows; row++) gathering.take(body, running, load(body, behind(from, row * inner), lanes));
  if (ends) store(body, to, gathering.lanes(body, running), lanes);
  else running.forEach((vector, index) => store(body, itemAt(places, index), vector, width));
}
