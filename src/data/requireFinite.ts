import { DataError } from '../errors.ts';
import { firstNonFinite } from '../tensor/firstNonFinite.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Column } from './dataset.ts';
import { placeOf } from './datasetOf.ts';

/** Whole numbers of 32 bits times a scale below it are finite as floats of 32 bits, whatever they are. */
const harmlessScale = 1e28;

/** Throws a DataError with the place of the first value that is NaN, or infinite as a float of 32 bits: a step on its sample would lose all weights. */
export function requireFinite(column: Column): void {
  const { values, scale = 1, shape, name } = column;
  if ((values instanceof Uint8Array || values instanceof Int32Array) && Math.abs(scale) < harmlessScale) return;
  if (values instanceof Float32Array && scale === 1 && firstNonFinite(values) < 0) return;
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] ?? 0) * scale;
    if (Number.isFinite(Math.fround(value))) continue;
    const size = sizeOf(shape);
    throw new DataError(Number.isFinite(value) ? 'a value is too large' : 'a value is not finite', {
      where: placeOf(column, Math.floor(i / size), i % size), got: `${value} in ${name}`, expected: 'a finite number of at most 3.4e38', next: 'correct the value, or leave the sample out',
    });
  }
}
