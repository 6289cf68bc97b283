import { FunctionBody } from './functionBody.ts';
import type { Cursor, Vector } from './functionBody.ts';
import { loadSplat, store } from './memoryAccess.ts';
import { shuffle } from './shuffle.ts';
import { keySchedule, shifted, threefryLanes } from './threefryLanes.ts';

/** Words that a call reads: the address of the row, the step's key, the row's key, and for bernoulli its limit. */
export const noiseParameters = { target: 0, key0: 1, key1: 2, row: 3, limit: 4 } as const;
export const noiseParameterCount = 5;

/** Turns the order of unsigned words into that of signed ones. */
export const signBit = 0x80000000 | 0;

/** Numbers of one turn of the loop: two words a block, four blocks at a time. */
const turn = 8;

/**
 * Fills one row with noise: number 2i and 2i + 1 from the two words of block i, as `random/fillNoise.ts` does, bit for bit. The parameters lie at an address
 * that is known; which row it is they say.
 */
export function noiseKernel(distribution: 'uniform' | 'bernoulli', parameters: number, count: number): FunctionBody {
  const body = new FunctionBody();
  const origin = body.start();
  const parameter = (name: keyof typeof noiseParameters) => loadSplat(body, { dtype: 'int32', cursor: origin, offset: parameters + 4 * noiseParameters[name] });
  const schedule = keySchedule(body, parameter('key0'), parameter('key1'));
  const [row, limit] = [parameter('row'), parameter('limit')];
  const cursor = addressIn(body, parameters + 4 * noiseParameters.target);
  const block = body.indices();
  const write = (lanes: number) => {
    const [x, y] = threefryLanes(body, schedule, row, block);
    const values = [shuffle(body, 'lowInTurn', x, y), shuffle(body, 'highInTurn', x, y)].map(words => (distribution === 'uniform' ? uniform(body, words) : bernoulli(body, words, limit)));
    values.forEach((value, half) => {
      const own = Math.min(4, lanes - 4 * half);
      if (own > 0) store(body, { dtype: 'float', cursor, offset: 16 * half }, value, own);
    });
  };
  body.repeat(Math.floor(count / turn), () => {
    write(turn);
    body.advance(cursor, 4 * turn);
    body.assign(block, body.vector('i32x4.add', [block, body.constant(4)]));
  });
  if (count % turn > 0) write(count % turn);
  return body;
}

/** The top 23 bits of a word, as the middle of its interval of (0, 1). */
function uniform(body: FunctionBody, words: Vector): Vector {
  const odd = body.vector('v128.or', [shifted(body, 'i32x4.shl', shifted(body, 'i32x4.shr_u', words, 9), 1), body.constant(1)]);
  return body.vector('f32x4.mul', [body.vector('f32x4.convert_i32x4_s', [odd]), body.float(2 ** -24)]);
}

/** 1 where a word is at most the limit, which comes with its sign bit turned. */
function bernoulli(body: FunctionBody, words: Vector, limit: Vector): Vector {
  const below = body.vector('i32x4.le_s', [body.vector('v128.xor', [words, body.constant(signBit)]), limit]);
  return body.vector('v128.and', [below, body.float(1)]);
}

function addressIn(body: FunctionBody, parameter: number): Cursor {
  body.integer(parameter);
  body.access('i32.load', 0);
  return body.take('i32');
}
