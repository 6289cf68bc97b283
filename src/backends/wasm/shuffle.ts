import type { FunctionBody, Vector } from './functionBody.ts';

/** Which lanes of two vectors, numbered 0 to 7, make up a new one; as the bytes that the instruction wants. */
const orders = {
  lowInTurn: bytesOf(0, 4, 1, 5),
  highInTurn: bytesOf(2, 6, 3, 7),
  lowHalves: bytesOf(0, 1, 4, 5),
  highHalves: bytesOf(2, 3, 6, 7),
  halvesSwapped: bytesOf(2, 3, 0, 1),
  neighboursSwapped: bytesOf(1, 0, 3, 2),
  first: bytesOf(0, 0, 0, 0),
  firstOne: bytesOf(0, 4, 4, 4),
  firstTwo: bytesOf(0, 1, 4, 4),
  firstThree: bytesOf(0, 1, 2, 4),
} as const;

function bytesOf(...lanes: readonly number[]): readonly number[] {
  return lanes.flatMap(lane => [0, 1, 2, 3].map(byte => 4 * lane + byte));
}

/** Lanes of two vectors in another order; of one where no second is given. */
export function shuffle(body: FunctionBody, order: keyof typeof orders, x: Vector, y: Vector = x): Vector {
  return body.vector('i8x16.shuffle', [x, y], ...orders[order]);
}

type Four = readonly [Vector, Vector, Vector, Vector];

/** The columns of four vectors of four lanes. */
export function transposed(body: FunctionBody, [a, b, c, d]: Four): Four {
  const [lowAb, highAb] = [shuffle(body, 'lowInTurn', a, b), shuffle(body, 'highInTurn', a, b)];
  const [lowCd, highCd] = [shuffle(body, 'lowInTurn', c, d), shuffle(body, 'highInTurn', c, d)];
  return [
    shuffle(body, 'lowHalves', lowAb, lowCd), shuffle(body, 'highHalves', lowAb, lowCd), shuffle(body, 'lowHalves', highAb, highCd), shuffle(body, 'highHalves', highAb, highCd),
  ];
}

/** A combination of all four lanes, in each of them. */
export function acrossLanes(body: FunctionBody, instruction: 'f32x4.max' | 'i32x4.min_s', x: Vector): Vector {
  const two = body.vector(instruction, [x, shuffle(body, 'halvesSwapped', x)]);
  return body.vector(instruction, [two, shuffle(body, 'neighboursSwapped', two)]);
}
