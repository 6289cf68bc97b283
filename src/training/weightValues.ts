import { flattenArray } from '../data/nestedArray.ts';
import { ConfigError, DataError } from '../errors.ts';
import { formatShape, sameShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { HostTensor, NestedNumbers } from './hostTensor.ts';

/** The values of a weight: a tensor, nested arrays of its shape, or all its numbers in one list, row-major. */
export type WeightValues = HostTensor | NestedNumbers | ArrayLike<number>;

/** The numbers of a weight of a shape, row-major. Throws a ConfigError that names the path and the element, where they do not fill it or are not finite. */
export function weightValues(path: string, shape: Shape, given: unknown): ArrayLike<number> {
  const own = tensorOf(path, given);
  const list = own.listed && own.values.length === sizeOf(shape);
  if (own.values.length !== sizeOf(shape) || !(list || sameShape(own.shape, shape))) {
    throw new ConfigError('the values do not fill this weight', { where: path, got: filled(own), expected: formatShape(shape) });
  }
  const broken = Array.from(own.values).findIndex(value => !Number.isFinite(value));
  if (broken < 0) return own.values;
  throw new ConfigError('a weight is a finite number', { where: `${path}${elementOf(broken, own.shape)}`, got: String(own.values[broken]), expected: 'a finite number' });
}

/** Numbers as they were given. */
export interface GivenTensor {
  readonly shape: Shape;
  readonly values: ArrayLike<number>;
  /** True for numbers in one list, which fill a weight of any shape. */
  readonly listed: boolean;
}

/** The numbers that were given for a weight. Throws a ConfigError that names the path for anything else. */
export function tensorOf(path: string, given: unknown): GivenTensor {
  if (typeof given === 'number') return { shape: [], values: [given], listed: true };
  if (Array.isArray(given)) return nested(path, given);
  if (isList(given)) return { shape: [given.length], values: given, listed: true };
  if (isTensor(given)) return { shape: given.shape, values: given.values, listed: false };
  throw new ConfigError('these are no values of a weight', { where: path, got: describe(given), expected: 'nested arrays of its shape, a list of its numbers, or { shape, values }' });
}

function nested(path: string, given: Parameters<typeof flattenArray>[0]): GivenTensor {
  try {
    const tensor = flattenArray(given, path);
    return { ...tensor, listed: tensor.shape.length === 1 };
  } catch (error) {
    throw error instanceof DataError ? new ConfigError(error.problem, error.details, { cause: error }) : error;
  }
}

function isTensor(value: unknown): value is HostTensor {
  return typeof value === 'object' && value !== null && 'values' in value && 'shape' in value && Array.isArray(value.shape) && isList(value.values);
}

function isList(value: unknown): value is ArrayLike<number> {
  return typeof value === 'object' && value !== null && 'length' in value && typeof value.length === 'number';
}

/** The shape, and the number of values where they do not fill it. */
function filled({ shape, values }: GivenTensor): string {
  return values.length === sizeOf(shape) ? formatShape(shape) : `${values.length} values of shape ${formatShape(shape)}`;
}

/** `[1][0]` for the third element of shape [2, 2]. */
function elementOf(index: number, shape: Shape): string {
  const sizes = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  return shape.map((extent, axis) => `[${Math.floor(index / (sizes[axis] ?? 1)) % extent}]`).join('');
}

function describe(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
