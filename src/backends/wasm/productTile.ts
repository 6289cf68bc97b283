import type { Cursor, FunctionBody, Vector } from './functionBody.ts';
import { load, store } from './memoryAccess.ts';

/** An operand of a product: its strides in elements along the output's axis and along the axis that is summed over. */
export interface Factor {
  readonly cursor: Cursor;
  readonly address: number;
  readonly outer: number;
  readonly along: number;
}

/** A matrix product in memory. An absent factor is 1. */
export interface Product {
  readonly body: FunctionBody;
  readonly inner: number;
  readonly left: Factor;
  readonly right: Factor;
  readonly output: { readonly cursor: Cursor; readonly address: number; readonly columns: number };
  readonly addend: number | undefined;
  readonly alpha: Vector | undefined;
  readonly beta: Vector | undefined;
}

/** Computes `height` by `breadth` elements of the output where the cursors are, and leaves them there. */
export type Tile = (product: Product, height: number, breadth: number) => void;

/** sums ← sums + a·b, lane by lane. */
export function addProduct(body: FunctionBody, sums: Vector, a: Vector, b: Vector): void {
  body.push(sums, a, b);
  body.write('f32x4.mul');
  body.write('f32x4.add');
  body.pop(sums);
}

/**
 * Goes along the summed axis, `lanes` elements a step and what is left in the last: several steps a loop, so that the loop's own instructions weigh less.
 * The cursors return to where they were.
 */
export function alongInner({ body, inner, left, right }: Product, lanes: number, step: (position: number, lanes: number) => void): void {
  const together = lanes * Math.min(4, Math.ceil(inner / lanes));
  const loops = Math.floor(inner / together);
  const advance = (elements: number): void => {
    body.advance(left.cursor, elements * left.along * 4);
    body.advance(right.cursor, elements * right.along * 4);
  };
  const steps = (end: number): void => {
    for (let position = 0; position < end; position += lanes) body.scope(() => step(position, Math.min(lanes, end - position)));
  };
  body.repeat(loops, () => {
    steps(together);
    advance(together);
  });
  steps(inner - loops * together);
  advance(-loops * together);
}

/** Writes α·sums + β·addend at a row and column of the tile. */
export function storeSums({ body, output, addend, alpha, beta }: Product, sums: Vector, row: number, column: number, lanes: number): void {
  const behind = 4 * (row * output.columns + column);
  const place = (address: number) => ({ dtype: 'float', cursor: output.cursor, offset: address + behind }) as const;
  const scaled = alpha === undefined ? sums : body.vector('f32x4.mul', [sums, alpha]);
  if (addend === undefined) return store(body, place(output.address), scaled, lanes);
  const old = load(body, place(addend), lanes);
  const kept = beta === undefined ? old : body.vector('f32x4.mul', [old, beta]);
  store(body, place(output.address), body.vector('f32x4.add', [scaled, kept]), lanes);
}
