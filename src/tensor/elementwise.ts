/**
 * The element-wise operations of the closed set, each with its meaning as a function of numbers.
 *
 * These functions are the one definition of what an operation computes: constant folding calls them, and the
 * `typescript` backend compiles its loops from their source. Hence each is a self-contained arrow function
 * that uses its arguments and `Math` alone. NaN gives NaN, but for x⁰ = 1 (as in IEEE 754) and comparisons, which are false.
 */

/** Operations of one float argument. */
export const unaryFunctions = {
  negate: (x: number) => -x,
  abs: (x: number) => Math.abs(x),
  sign: (x: number) => Math.sign(x),
  exp: (x: number) => Math.exp(x),
  expm1: (x: number) => Math.expm1(x),
  log: (x: number) => Math.log(x),
  log1p: (x: number) => Math.log1p(x),
  sqrt: (x: number) => Math.sqrt(x),
  sin: (x: number) => Math.sin(x),
  cos: (x: number) => Math.cos(x),
  floor: (x: number) => Math.floor(x),
  tanh: (x: number) => Math.tanh(x),
  relu: (x: number) => (x <= 0 ? 0 : x),
  /** 1 / (1 + e⁻ˣ); e⁻ˣ overflows to infinity for a very negative x, which gives the right 0. */
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
  /** log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|), which overflows nowhere. */
  softplus: (x: number) => (x <= 0 ? 0 : x) + Math.log1p(Math.exp(-Math.abs(x))),
  /** The error function: series below 2.5, continued fraction (Lentz) above; double precision. */
  erf: (x: number) => {
    const a = Math.abs(x);
    if (!(a < 6)) return a >= 6 ? Math.sign(x) : Number.NaN;
    if (a < 2.5) {
      let term = a;
      let sum = a;
      for (let n = 1; term > sum * 1e-17; n++) {
        term *= (2 * a * a) / (2 * n + 1);
        sum += term;
      }
      return Math.sign(x) * 1.1283791670955126 * Math.exp(-a * a) * sum;
    }
    let fraction = a;
    for (let n = 60; n >= 1; n--) fraction = a + n / 2 / fraction;
    return Math.sign(x) * (1 - (Math.exp(-a * a) * 0.5641895835477563) / fraction);
  },
} as const;

/** Operations of two float arguments that give a float. */
export const binaryFunctions = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
  divide: (a: number, b: number) => a / b,
  power: (a: number, b: number) => Math.pow(a, b),
  maximum: (a: number, b: number) => (a > b || a !== a ? a : b),
  minimum: (a: number, b: number) => (a < b || a !== a ? a : b),
} as const;

/** Operations of two numeric arguments that give a bool, as 1 or 0. A comparison with NaN is false. */
export const comparisonFunctions = {
  less: (a: number, b: number) => (a < b ? 1 : 0),
  lessEqual: (a: number, b: number) => (a <= b ? 1 : 0),
  equal: (a: number, b: number) => (a === b ? 1 : 0),
} as const;

/** Operations on bools. */
export const logicalFunctions = {
  logicalAnd: (a: number, b: number) => a & b,
  logicalOr: (a: number, b: number) => a | b,
  logicalNot: (a: number) => 1 - a,
} as const;

/** `select(condition, a, b)`: a where the condition holds, else b. */
export const selectFunction = (condition: number, a: number, b: number): number => (condition !== 0 ? a : b);

export type UnaryOperation = keyof typeof unaryFunctions;
export type BinaryOperation = keyof typeof binaryFunctions;
export type ComparisonOperation = keyof typeof comparisonFunctions;
export type LogicalOperation = keyof typeof logicalFunctions;
export type ElementwiseOperation = UnaryOperation | BinaryOperation | ComparisonOperation | LogicalOperation | 'select';

type NumberFunction = (...values: number[]) => number;

/** Every element-wise operation's function by name. */
export const elementwiseFunctions: Readonly<Record<ElementwiseOperation, NumberFunction>> = {
  ...unaryFunctions,
  ...binaryFunctions,
  ...comparisonFunctions,
  ...logicalFunctions,
  select: selectFunction,
} as Readonly<Record<ElementwiseOperation, NumberFunction>>;

/** True for the name of an element-wise operation. */
export function isElementwise(operation: string): operation is ElementwiseOperation {
  return Object.hasOwn(elementwiseFunctions, operation);
}
