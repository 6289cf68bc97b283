import type { DType } from '../../tensor/dtype.ts';
import type { Cursor, FunctionBody, Vector } from './functionBody.ts';

/** Lanes of a vector. */
export const width = 4;

/** Bytes of an element in the module's memory. */
export function bytesOf(dtype: DType): number {
  return dtype === 'bool' ? 1 : 4;
}

/** A place in memory: bytes behind a cursor. */
export interface Place {
  readonly dtype: DType;
  readonly cursor: Cursor;
  readonly offset: number;
}

/** The place so many elements behind another. */
export function behind(place: Place, elements: number): Place {
  return { ...place, offset: place.offset + elements * bytesOf(place.dtype) };
}

/** The first `lanes` elements at a place, zeros behind them; bools become masks. */
export function load(body: FunctionBody, { dtype, cursor, offset }: Place, lanes: number): Vector {
  if (dtype === 'bool') return loadBools(body, cursor, offset, lanes);
  body.push(cursor);
  body.access(lanes === width ? 'v128.load' : lanes === 1 ? 'v128.load32_zero' : 'v128.load64_zero', offset);
  const loaded = body.take('v128');
  return lanes === 3 ? loadLane(body, 'v128.load32_lane', cursor, offset + 8, loaded, 2) : loaded;
}

/** The first `lanes` floats at a place, the lanes behind them being filled with a number. */
export function loadOver(body: FunctionBody, place: Place, lanes: number, filler: number): Vector {
  if (lanes === width || filler === 0) return load(body, place, lanes);
  const filled = body.float(filler);
  return lanesUpTo(lanes).reduce((vector, lane) => loadLane(body, 'v128.load32_lane', place.cursor, place.offset + 4 * lane, vector, lane), filled);
}

/** The one element at a place in every lane. */
export function loadSplat(body: FunctionBody, { dtype, cursor, offset }: Place): Vector {
  body.push(cursor);
  body.access(dtype === 'bool' ? 'v128.load8_splat' : 'v128.load32_splat', offset);
  const splat = body.take('v128');
  return dtype === 'bool' ? body.vector('i32x4.ne', [splat, body.constant(0)]) : splat;
}

/** Writes the first `lanes` lanes. */
export function store(body: FunctionBody, { dtype, cursor, offset }: Place, value: Vector, lanes: number): void {
  if (dtype === 'bool') return storeBools(body, cursor, offset, value, lanes);
  if (lanes === width) return storeWhole(body, cursor, offset, value);
  if (lanes >= 2) storeLane(body, 'v128.store64_lane', cursor, offset, value, 0);
  if (lanes !== 2) storeLane(body, 'v128.store32_lane', cursor, offset + 4 * (lanes - 1), value, lanes - 1);
}

function loadBools(body: FunctionBody, cursor: Cursor, offset: number, lanes: number): Vector {
  const bytes = lanes === width ? loadFourBytes(body, cursor, offset) : lanesUpTo(lanes)
    .reduce((vector, lane) => loadLane(body, 'v128.load8_lane', cursor, offset + lane, vector, lane), body.constant(0));
  const wide = body.vector('i32x4.extend_low_i16x8_u', [body.vector('i16x8.extend_low_i8x16_u', [bytes])]);
  return body.vector('i32x4.ne', [wide, body.constant(0)]);
}

function lanesUpTo(count: number): readonly number[] {
  return [0, 1, 2, 3].slice(0, count);
}

function loadFourBytes(body: FunctionBody, cursor: Cursor, offset: number): Vector {
  body.push(cursor);
  body.access('v128.load32_zero', offset);
  return body.take('v128');
}

function storeBools(body: FunctionBody, cursor: Cursor, offset: number, mask: Vector, lanes: number): void {
  const ones = body.vector('v128.and', [mask, body.constant(1)]);
  const halves = body.vector('i16x8.narrow_i32x4_u', [ones, ones]);
  const bytes = body.vector('i8x16.narrow_i16x8_u', [halves, halves]);
  if (lanes === width) storeLane(body, 'v128.store32_lane', cursor, offset, bytes, 0);
  else for (let lane = 0; lane < lanes; lane++) storeLane(body, 'v128.store8_lane', cursor, offset + lane, bytes, lane);
}

function storeWhole(body: FunctionBody, cursor: Cursor, offset: number, value: Vector): void {
  body.push(cursor, value);
  body.access('v128.store', offset);
}

function loadLane(body: FunctionBody, instruction: 'v128.load8_lane' | 'v128.load32_lane', cursor: Cursor, offset: number, vector: Vector, lane: number): Vector {
  body.push(cursor, vector);
  body.access(instruction, offset, lane);
  return body.take('v128');
}

function storeLane(body: FunctionBody, instruction: 'v128.store8_lane' | 'v128.store32_lane' | 'v128.store64_lane', cursor: Cursor, offset: number, value: Vector, lane: number): void {
  body.push(cursor, value);
  body.access(instruction, offset, lane);
}
