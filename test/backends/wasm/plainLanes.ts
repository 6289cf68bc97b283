import type { Lanes } from '../../../src/backends/wasm/lanes.ts';
import { elementwiseFunctions } from '../../../src/tensor/elementwise.ts';

const float = new Float32Array(1);
const integer = new Int32Array(float.buffer);

/** The bits of a float32. */
export function bitsOf(value: number): number {
  float[0] = value;
  return integer[0] ?? 0;
}

/** The float32 of these bits. */
export function floatOf(bits: number): number {
  integer[0] = bits;
  return float[0] ?? 0;
}

const floats = (f: (...values: number[]) => number) => (...operands: number[]) => bitsOf(f(...operands.map(floatOf)));
const mask = (holds: boolean) => (holds ? -1 : 0);

/** Lanes of one element, the bits of which are a number: what the instructions do, told in JavaScript. */
export const plainLanes: Lanes<number> = {
  float: bitsOf,
  integer: value => value | 0,
  add: floats((a = 0, b = 0) => a + b),
  subtract: floats((a = 0, b = 0) => a - b),
  multiply: floats((a = 0, b = 0) => a * b),
  divide: floats((a = 0, b = 0) => a / b),
  squareRoot: floats(a => Math.sqrt(a ?? 0)),
  floor: floats(a => Math.floor(a ?? 0)),
  absolute: a => a & 0x7fff_ffff,
  negate: a => a ^ -0x8000_0000,
  smaller: (a, b) => (floatOf(b) < floatOf(a) ? b : a),
  larger: (a, b) => (floatOf(a) < floatOf(b) ? b : a),
  less: (a, b) => mask(floatOf(a) < floatOf(b)),
  lessEqual: (a, b) => mask(floatOf(a) <= floatOf(b)),
  equal: (a, b) => mask(floatOf(a) === floatOf(b)),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  without: (a, b) => a & ~b,
  not: a => ~a,
  select: (chosen, a, b) => (a & chosen) | (b & ~chosen),
  addIntegers: (a, b) => (a + b) | 0,
  subtractIntegers: (a, b) => (a - b) | 0,
  multiplyIntegers: (a, b) => Math.imul(a, b),
  smallerInteger: (a, b) => Math.min(a, b),
  largerInteger: (a, b) => Math.max(a, b),
  lessIntegers: (a, b) => mask(a < b),
  lessEqualIntegers: (a, b) => mask(a <= b),
  equalIntegers: (a, b) => mask(a === b),
  shiftUp: (a, bits) => a << bits,
  shiftDown: (a, bits) => a >> bits,
  toFloat: a => bitsOf(a),
  toInteger(a) {
    const value = Math.trunc(floatOf(a));
    return Number.isNaN(value) ? 0 : Math.max(-0x8000_0000, Math.min(0x7fff_ffff, value));
  },
  call: (name, operands) => bitsOf(elementwiseFunctions[name](...operands.map(floatOf))),
};
