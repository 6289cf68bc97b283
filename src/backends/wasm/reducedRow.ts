import { itemAt } from '../typescript/itemAt.ts';
import type { FunctionBody, Vector } from './functionBody.ts';
import type { Gathering } from './gatherings.ts';
import { behind, loadOver, width } from './memoryAccess.ts';
import type { Place } from './memoryAccess.ts';

/** Vectors taken in together, each with running values of its own, so that no addition waits for the last. */
export const together = 2;

/** Gathers a row of `length` floats into one value, in the first lane. The cursor returns to where it was. */
export function reducedRow(body: FunctionBody, gathering: Gathering, from: Place, length: number): Vector {
  const running = Array.from({ length: Math.min(together, Math.ceil(length / width)) }, () => gathering.begin(body));
  alongRow(body, from, length, gathering.neutral, (x, index) => gathering.take(body, itemAt(running, index % running.length), x));
  return gathering.whole(body, running);
}

/** Visits a row vector by vector, two in a loop and the rest behind it; lanes behind the end hold the filler. The cursor returns. */
export function alongRow(body: FunctionBody, from: Place, length: number, filler: number, visit: (x: Vector, index: number) => void): void {
  const step = together * width;
  const loops = Math.floor(length / step);
  const visitAt = (start: number, end: number): void => {
    for (let column = start; column < end; column += width) body.scope(() => visit(loadOver(body, behind(from, column), Math.min(width, end - column), filler), column / width));
  };
  body.repeat(loops, () => {
    visitAt(0, step);
    body.advance(from.cursor, step * 4);
  });
  visitAt(0, length - loops * step);
  body.advance(from.cursor, -loops * step * 4);
}
