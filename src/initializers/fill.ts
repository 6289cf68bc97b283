import type { RandomStream } from '../random/randomStream.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

/** Numbers for a shape, evenly spread over (least, greatest). */
export function fillUniform(shape: Shape, random: RandomStream, least: number, greatest: number): Float64Array {
  return Float64Array.from({ length: sizeOf(shape) }, () => least + (greatest - least) * random.uniform());
}

/** Numbers for a shape, normally distributed; not truncated. */
export function fillNormal(shape: Shape, random: RandomStream, mean: number, standardDeviation: number): Float64Array {
  return Float64Array.from({ length: sizeOf(shape) }, () => mean + standardDeviation * random.normal());
}

/** Numbers for a shape, drawn from a normal distribution; those further than two of its standard deviations from the mean are drawn again. */
export function fillTruncatedNormal(shape: Shape, random: RandomStream, mean: number, standardDeviation: number): Float64Array {
  return Float64Array.from({ length: sizeOf(shape) }, () => mean + standardDeviation * truncatedNormal(random));
}

function truncatedNormal(random: RandomStream): number {
  let value = random.normal();
  while (Math.abs(value) > 2) value = random.normal();
  return value;
}
