import { binaryFunctions, unaryFunctions } from '../../../src/tensor/elementwise.ts';
import type { BinaryOperation, UnaryOperation } from '../../../src/tensor/elementwise.ts';
import { broadcastShapes, sizeOf } from '../../../src/tensor/shape.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { largestSize } from './draw.ts';
import type { Draw } from './draw.ts';
import { corners, hull, magnitude, ranged } from './ranged.ts';
import type { Ranged } from './ranged.ts';

/** Appends one operation of a family to the graph; undefined where no operand fits. */
export type Step = (draw: Draw) => Ranged | undefined;

/** Roundings of functions that are not exact to the last place. */
const transcendental = 4;

/** Functions with the largest absolute derivative over a range, and what keeps their operands in their domain. */
const smooth: Readonly<Partial<Record<UnaryOperation, { readonly slope?: (x: Ranged) => number; readonly domain?: (x: Ranged) => Ranged }>>> = {
  exp: { slope: ({ high }) => Math.exp(high), domain: x => atMost(x, 2) },
  expm1: { slope: ({ high }) => Math.exp(high), domain: x => atMost(x, 2) },
  log: { slope: ({ low }) => 1 / low, domain: positive },
  log1p: { slope: ({ low }) => 1 / (1 + low), domain: positive },
  sqrt: { slope: ({ low }) => 0.5 / Math.sqrt(low), domain: positive },
  erf: { slope: () => 1.2 },
  tanh: {}, sigmoid: {}, softplus: {},
};

export const elementwiseSteps: readonly Step[] = [
  ...(Object.keys(smooth) as UnaryOperation[]).map(op => (draw: Draw) => unary(op, draw.float())),
  draw => swinging('sin', draw), draw => swinging('cos', draw),
  ...(['negate', 'relu', 'abs'] as const).map(op => (draw: Draw) => exactUnary(op, draw.value(({ tensor: { dtype } }) => dtype === 'float' || (dtype === 'int32' && op !== 'relu')))),
  draw => exactUnary('sign', draw.exact(isFloat)), draw => exactUnary('floor', draw.exact(isFloat)),
  ...(['add', 'subtract', 'multiply', 'maximum', 'minimum'] as const).flatMap(op => [(draw: Draw) => binary(op, draw), (draw: Draw) => binary(op, draw)]),
  divide, power,
];

/** Comparisons, logic, choices and casts. */
export const maskSteps: readonly Step[] = [select, select, comparison, comparison, logical, cast, cast];

function unary(op: UnaryOperation, operand: Ranged | undefined): Ranged | undefined {
  if (operand === undefined) return undefined;
  const { slope = () => 1, domain = (x: Ranged) => x } = smooth[op] ?? {};
  const x = domain(operand);
  const [low, high] = [unaryFunctions[op](x.low), unaryFunctions[op](x.high)];
  return ranged(record(op, [x.tensor], {}), { low, high, error: slope(x) * x.error + transcendental * magnitude({ low, high }) });
}

function swinging(op: 'sin' | 'cos', draw: Draw): Ranged | undefined {
  const x = draw.float();
  return x && ranged(record(op, [x.tensor], {}), { low: -1, high: 1, error: x.error + transcendental });
}

function exactUnary(op: 'negate' | 'relu' | 'abs' | 'sign' | 'floor', x: Ranged | undefined): Ranged | undefined {
  if (x === undefined) return undefined;
  const images = [x.low, x.high, 0].map(unaryFunctions[op]);
  const most = op === 'floor' || op === 'negate' ? images.slice(0, 2) : images;
  return ranged(record(op, [x.tensor], {}), { low: Math.min(...most), high: Math.max(...most), error: x.error, digits: x.digits });
}

function binary(op: Exclude<BinaryOperation, 'divide' | 'power'>, draw: Draw): Ranged | undefined {
  const [x, y] = pair(draw, value => value.tensor.dtype !== 'bool');
  if (x === undefined || y === undefined) return undefined;
  const range = corners(binaryFunctions[op], x, y);
  const chooses = op === 'maximum' || op === 'minimum';
  const error = op === 'multiply' ? magnitude(x) * y.error + magnitude(y) * x.error + magnitude(range) : chooses ? Math.max(x.error, y.error) : x.error + y.error + magnitude(range);
  return ranged(record(op, [x.tensor, y.tensor], {}), { ...range, error, digits: digitsOf(op, x, y) });
}

function digitsOf(op: BinaryOperation, x: Ranged, y: Ranged): number | undefined {
  if (x.digits === undefined || y.digits === undefined) return undefined;
  return op === 'multiply' ? x.digits + y.digits : Math.max(x.digits, y.digits);
}

function divide(draw: Draw): Ranged | undefined {
  const [x, divisor] = pair(draw, isFloat);
  if (x === undefined || divisor === undefined) return undefined;
  const y = positive(divisor);
  const range = corners(binaryFunctions.divide, x, y);
  return ranged(x.tensor.div(y.tensor), { ...range, error: x.error / y.low + (magnitude(x) * y.error) / y.low ** 2 + 2 * magnitude(range) });
}

function power(draw: Draw): Ranged | undefined {
  const [base, exponent] = pair(draw, isFloat);
  if (base === undefined || exponent === undefined) return undefined;
  const x = atMost(positive(base), 4);
  const y = { ...exponent, tensor: exponent.tensor.minimum(2).maximum(-2), low: Math.max(-2, Math.min(2, exponent.low)), high: Math.min(2, Math.max(-2, exponent.high)) };
  const range = corners(binaryFunctions.power, x, y);
  const most = magnitude(range);
  return ranged(x.tensor.pow(y.tensor), { ...range, error: most * ((2 * x.error) / x.low + 2 * y.error + 2 * transcendental) });
}

function select(draw: Draw): Ranged | undefined {
  const condition = draw.value(({ tensor }) => tensor.dtype === 'bool');
  const [x, y] = pair(draw, () => true, value => condition === undefined || meets(condition, value));
  if (condition === undefined || x === undefined || y === undefined || !fits([condition, x, y])) return undefined;
  return ranged(record('select', [condition.tensor, x.tensor, y.tensor], {}), hull([x, y]));
}

/** Operands that are the very same in float32 are compared: a rounding cannot turn the result. */
function comparison(draw: Draw): Ranged | undefined {
  const [x, y] = pair(draw, ({ digits }) => digits !== undefined);
  const op = draw.of(['less', 'lessEqual', 'equal'] as const);
  return x && y && ranged(record(op, [x.tensor, y.tensor], {}), boolean);
}

function logical(draw: Draw): Ranged | undefined {
  const [x, y] = pair(draw, ({ tensor }) => tensor.dtype === 'bool');
  if (x === undefined || y === undefined) return undefined;
  const op = draw.of(['logicalAnd', 'logicalOr', 'logicalNot'] as const);
  return ranged(record(op, op === 'logicalNot' ? [x.tensor] : [x.tensor, y.tensor], {}), boolean);
}

function cast(draw: Draw): Ranged | undefined {
  const x = draw.value(({ digits }) => digits !== undefined);
  if (x === undefined) return undefined;
  const dtype = draw.of((['float', 'int32', 'bool'] as const).filter(other => other !== x.tensor.dtype));
  return ranged(x.tensor.cast(dtype), dtype === 'int32' ? { low: Math.trunc(x.low), high: Math.trunc(x.high), error: 0, digits: 0 } : { ...x, error: 0 });
}

const boolean = { low: 0, high: 1, error: 0, digits: 0 };

/** Two operands of one dtype whose shapes meet. */
function pair(draw: Draw, fitting: (value: Ranged) => boolean, first: (value: Ranged) => boolean = () => true): readonly [Ranged | undefined, Ranged | undefined] {
  const x = draw.value(value => fitting(value) && first(value));
  return [x, x && draw.value(value => fitting(value) && value.tensor.dtype === x.tensor.dtype && meets(x, value))];
}

function meets(x: Ranged, y: Ranged): boolean {
  return fits([x, y]);
}

function fits(values: readonly Ranged[]): boolean {
  const joined = values.reduce<readonly number[] | undefined>((shape, { tensor }) => shape && broadcastShapes(shape, tensor.shape), []);
  return joined !== undefined && sizeOf(joined) <= largestSize;
}

function isFloat({ tensor }: Ranged): boolean {
  return tensor.dtype === 'float';
}

function atMost(x: Ranged, most: number): Ranged {
  return x.high <= most ? x : { ...x, tensor: x.tensor.minimum(most), low: Math.min(x.low, most), high: most };
}

/** x where it is at least a half, else |x| + 1/2. */
function positive(x: Ranged): Ranged {
  if (x.low >= 0.5) return x;
  return { tensor: x.tensor.abs().add(0.5), low: 0.5, high: magnitude(x) + 0.5, error: x.error + magnitude(x) + 1 };
}
