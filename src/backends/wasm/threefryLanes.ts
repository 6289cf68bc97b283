import type { FunctionBody, Vector } from './functionBody.ts';

/** Rotations of the rounds, which come round again after eight. */
const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;
const groups = 5;
const parity = 0x1bd11bda;

/** The words of a key, each in every lane, with what the key schedule adds after each group of four rounds. */
export interface KeySchedule {
  readonly first: readonly [Vector, Vector];
  readonly after: readonly (readonly [Vector, Vector])[];
}

/** Makes the schedule of a key, once before all loops. */
export function keySchedule(body: FunctionBody, key0: Vector, key1: Vector): KeySchedule {
  const key2 = body.vector('v128.xor', [body.vector('v128.xor', [key0, key1]), body.constant(parity)]);
  const keys = [key0, key1, key2] as const;
  const word = (index: number) => keys[index % 3] ?? key0;
  const after = Array.from({ length: groups }, (_, group) => [word(group + 1), body.vector('i32x4.add', [word(group + 2), body.constant(group + 1)])] as const);
  return { first: [key0, key1], after };
}

/** Threefry-2x32-20 of four counters at once: the words that `random/threefry.ts` gives for each. */
export function threefryLanes(body: FunctionBody, { first, after }: KeySchedule, counter0: Vector, counter1: Vector): readonly [Vector, Vector] {
  let [x, y] = [body.vector('i32x4.add', [counter0, first[0]]), body.vector('i32x4.add', [counter1, first[1]])];
  after.forEach(([key0, key1], group) => {
    for (let round = 0; round < 4; round++) {
      x = body.vector('i32x4.add', [x, y]);
      y = body.vector('v128.xor', [rotated(body, y, rotations[(4 * group + round) % rotations.length] ?? 0), x]);
    }
    x = body.vector('i32x4.add', [x, key0]);
    y = body.vector('i32x4.add', [y, key1]);
  });
  return [x, y];
}

function rotated(body: FunctionBody, x: Vector, bits: number): Vector {
  return body.vector('v128.or', [shifted(body, 'i32x4.shl', x, bits), shifted(body, 'i32x4.shr_u', x, 32 - bits)]);
}

/** Bits moved up or down; zeros follow. */
export function shifted(body: FunctionBody, instruction: 'i32x4.shl' | 'i32x4.shr_u', x: Vector, bits: number): Vector {
  body.push(x);
  body.integer(bits);
  body.write(instruction);
  return body.take('v128');
}
