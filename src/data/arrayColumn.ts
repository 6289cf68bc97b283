import { shown } from '../components/shown.ts';
import { DataError } from '../errors.ts';
import type { HostArray } from '../tensor/dtype.ts';
import type { Shape } from '../tensor/shape.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Column } from './dataset.ts';
import { flattenArray } from './nestedArray.ts';
import type { NestedArray } from './nestedArray.ts';
import { requireKnownKeys } from './requireKnownKeys.ts';

/** Samples with what the values alone do not tell. `shape` is that of one sample; nested arrays have their own. */
export interface ShapedArray {
  readonly values: NestedArray | HostArray;
  readonly shape?: Shape | undefined;
  /** `int32` for class indices and the like. Left out: int32 for an Int32Array, else float. */
  readonly dtype?: 'float' | 'int32' | undefined;
  readonly scale?: number | undefined;
  readonly categories?: readonly string[] | undefined;
}

/** One tensor of samples. A typed array without a shape is one number a sample. */
export type ArrayInput = NestedArray | HostArray | ShapedArray;

/** Whether a value is written as one tensor, not as a record of tensors by name. A typed array of a kind that is not taken is one too: `arrayColumn` says so. */
export function isArrayInput(value: unknown): value is ArrayInput {
  return isNested(value) || ArrayBuffer.isView(value) || (typeof value === 'object' && value !== null && 'values' in value);
}

/**
 * A column of values in memory. A typed array is not copied. `where` is the place for errors, `inputs` for example.
 *
 * Throws a DataError for ragged nested arrays, typed arrays of other kinds, int32 values that are not whole numbers, and a wrong or unknown key beside `values`.
 */
export function arrayColumn(name: string, where: string, input: ArrayInput): Column {
  const shaped: ShapedArray = isNested(input) || isHostArray(input) ? { values: input } : input;
  const { values, shape, dtype, scale, categories } = shaped;
  requireKnownKind(ArrayBuffer.isView(input) ? input : values, where);
  if (shaped === input) requireDescription(shaped, where);
  const given = isHostArray(values) ? { shape: [], values } : sampleArray(values, where);
  const type = dtype ?? (given.values instanceof Int32Array ? 'int32' : 'float');
  return {
    name,
    shape: shape ?? given.shape,
    dtype: type,
    values: type === 'int32' ? wholeNumbers(given.values, sizeOf(shape ?? given.shape), where) : given.values,
    ...(scale !== undefined && { scale }),
    ...(categories !== undefined && { categories }),
    source: where,
  };
}

function isNested(value: unknown): value is NestedArray {
  return Array.isArray(value);
}

function isHostArray(value: unknown): value is HostArray {
  return value instanceof Float32Array || value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array;
}

function requireKnownKind(values: unknown, where: string): void {
  if (!ArrayBuffer.isView(values) || isHostArray(values)) return;
  throw new DataError('typed arrays of this kind are not taken', {
    where, got: values.constructor.name, expected: 'Float32Array, Float64Array, Int32Array or Uint8Array', next: 'copy it: Float32Array.from(values, Number)',
  });
}

const described: Readonly<Record<Exclude<keyof ShapedArray, 'values'>, readonly [allowed: (value: unknown) => boolean, expected: string]>> = {
  shape: [Array.isArray, 'a list of whole numbers'],
  dtype: [value => value === 'float' || value === 'int32', 'float or int32'],
  scale: [Number.isFinite, 'a finite number'],
  categories: [Array.isArray, 'a list of names'],
};

function requireDescription(shaped: ShapedArray, where: string): void {
  requireKnownKeys(shaped, ['values', ...Object.keys(described)], where);
  for (const [key, [allowed, expected]] of Object.entries(described)) {
    const given: unknown = Reflect.get(shaped, key);
    if (given !== undefined && !allowed(given)) throw new DataError('the values are wrongly described', { where: `${where}.${key}`, got: shown(given), expected });
  }
}

function sampleArray(nested: NestedArray, where: string): { readonly shape: Shape; readonly values: HostArray } {
  const { shape, values } = flattenArray(nested, where);
  return { shape: shape.slice(1), values };
}

function wholeNumbers(values: HostArray, size: number, where: string): HostArray {
  if (values instanceof Int32Array) return values;
  const broken = values.findIndex((value: number) => value !== (value | 0));
  if (broken < 0) return Int32Array.from(values);
  throw new DataError('an int32 value is not a whole number', {
    where: `${where}, sample ${Math.floor(broken / size)}`,
    got: String(values[broken]),
    next: 'leave dtype: int32 out for numbers with a fraction',
  });
}
