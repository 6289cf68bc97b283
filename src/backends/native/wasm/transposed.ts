import type { FunctionBody, Vector } from './functionBody.ts';
import { bytesOfLanes } from './gatherings.ts';

type Four = readonly [Vector, Vector, Vector, Vector];

/** The columns of four vectors of four lanes. */
export function transposed(body: FunctionBody, [a, b, c, d]: Four): Four {
  const shuffle = (x: Vector, y: Vector, ...lanes: readonly number[]): Vector => body.vector('i8x16.shuffle', [x, y], ...bytesOfLanes(...lanes));
  const [lowAb, highAb] = [shuffle(a, b, 0, 4, 1, 5), shuffle(a, b, 2, 6, 3, 7)];
  const [lowCd, highCd] = [shuffle(c, d, 0, 4, 1, 5), shuffle(c, d, 2, 6, 3, 7)];
  return [shuffle(lowAb, lowCd, 0, 1, 4, 5), shuffle(lowAb, lowCd, 2, 3, 6, 7), shuffle(highAb, highCd, 0, 1, 4, 5), shuffle(highAb, highCd, 2, 3, 6, 7)];
}
