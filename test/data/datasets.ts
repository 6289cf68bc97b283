import type { Dataset } from '../../src/data/dataset.ts';

/** `count` samples with inputs [i, i + 0.5] and the target i, in lines i + 2 of a file. */
export function numbered(count: number): Dataset {
  const lines = Int32Array.from({ length: count }, (_, i) => i + 2);
  return {
    count,
    inputs: [{ name: 'input', shape: [2], dtype: 'float', values: Float64Array.from({ length: 2 * count }, (_, i) => i / 2), source: 'n.csv', lines }],
    targets: [{ name: 'target', shape: [], dtype: 'int32', values: Int32Array.from({ length: count }, (_, i) => i), source: 'n.csv', lines }],
  };
}
