/**
 * Arithmetic on values that hold one float32, int32 or mask in each lane: what the fast functions are written in. WebAssembly instructions are one
 * implementation, plain numbers (for tests) another, so that one formula is compiled, read and checked bit for bit.
 *
 * Float operations round to float32. A mask has all bits of a lane set, or none.
 */
export interface Lanes<V> {
  /** The same float32 in every lane. */
  float(value: number): V;
  /** The same int32 in every lane. */
  integer(value: number): V;

  add(a: V, b: V): V;
  subtract(a: V, b: V): V;
  multiply(a: V, b: V): V;
  divide(a: V, b: V): V;
  squareRoot(a: V): V;
  floor(a: V): V;
  absolute(a: V): V;
  negate(a: V): V;
  /** b < a ? b : a, which is a where either is NaN. */
  smaller(a: V, b: V): V;
  /** a < b ? b : a, which is a where either is NaN. */
  larger(a: V, b: V): V;

  less(a: V, b: V): V;
  lessEqual(a: V, b: V): V;
  equal(a: V, b: V): V;

  and(a: V, b: V): V;
  or(a: V, b: V): V;
  /** a without the bits of b. */
  without(a: V, b: V): V;
  not(a: V): V;
  /** The bits of a where those of the mask are set, else of b. */
  select(mask: V, a: V, b: V): V;

  addIntegers(a: V, b: V): V;
  subtractIntegers(a: V, b: V): V;
  multiplyIntegers(a: V, b: V): V;
  smallerInteger(a: V, b: V): V;
  largerInteger(a: V, b: V): V;
  lessIntegers(a: V, b: V): V;
  lessEqualIntegers(a: V, b: V): V;
  equalIntegers(a: V, b: V): V;
  /** Bits moved up; zeros follow. */
  shiftUp(a: V, bits: number): V;
  /** Bits moved down; the sign follows. */
  shiftDown(a: V, bits: number): V;

  /** The int32 as float32. */
  toFloat(a: V): V;
  /** The float32 without its fraction, held within int32; 0 for NaN. */
  toInteger(a: V): V;

  /** A function of the operation table, called for each lane: correct, and slow. */
  call(name: HostFunction, operands: readonly V[]): V;
}

/** Functions that have no form in lanes for all arguments: JavaScript computes them. */
export const hostFunctions = ['power', 'sin', 'cos'] as const;
export type HostFunction = (typeof hostFunctions)[number];
