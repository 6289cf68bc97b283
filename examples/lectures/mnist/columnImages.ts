import type { HostTensor } from 'chainrule';

/** The columns of a kernel [784, units], each the weights of a unit in the order of the pixels. */
export function columnImages(kernel: HostTensor | undefined): readonly Float64Array[] {
  const units = kernel?.shape[1] ?? 0;
  return Array.from({ length: units }, (_, unit) => columnImage(kernel, unit));
}

/** One column of a kernel. */
export function columnImage(kernel: HostTensor | undefined, unit: number): Float64Array {
  const [pixels = 0, units = 0] = kernel?.shape ?? [];
  return Float64Array.from({ length: pixels }, (_, pixel) => kernel?.values[pixel * units + unit] ?? Number.NaN);
}
