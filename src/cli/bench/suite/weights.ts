import { readFileSync } from 'node:fs';
import { RandomStream } from '../../../random/randomStream.ts';
import { batches } from './rows.ts';
import type { Row } from './rows.ts';

/** A dense layer's initial values: kernel [inputs, units] in rows, bias [units]. */
export interface LayerValues {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** One batch: inputs [batch, features] in rows, and the class of each sample. */
export interface Batch {
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
}

/** What every contender starts from. */
export interface RowData {
  readonly layers: readonly LayerValues[];
  readonly batches: readonly Batch[];
}

/**
 * Draws the initial values and batches of a row. Kernels are uniform with He's bound √(6 / inputs), inputs and classes uniform.
 * Biases are small and not 0, so that no relu stands at its kink. The second half of the batches has the inputs of the first with classes of its own: nothing can be learnt by
 * heart, so that gradients do not vanish however many steps a contender takes, and the thousandth step costs what the first does.
 */
export function drawRowData({ name, sizes, batch, inputs: sort }: Row): RowData {
  const stream = new RandomStream(1, name);
  const uniform = (count: number, bound: number) => Float32Array.from({ length: count }, () => bound * (2 * stream.uniform() - 1));
  const layers = sizes.slice(1).map((units, index): LayerValues => {
    const inputs = sizes[index] ?? 0;
    return { inputs, units, kernel: uniform(inputs * units, Math.sqrt(6 / inputs)), bias: uniform(units, 0.05) };
  });
  const [features = 0, classes = 0] = [sizes[0], sizes.at(-1)];
  const half = Array.from({ length: batches / 2 }, () => (
    sort === 'positive' ? Float32Array.from({ length: batch * features }, () => stream.uniform()) : uniform(batch * features, 1)));
  const drawn = [...half, ...half].map((inputs): Batch => ({ inputs, labels: Int32Array.from({ length: batch }, () => stream.below(classes)) }));
  return { layers, batches: drawn };
}

/** The data as little-endian 32-bit words: kernel and bias of each layer, then inputs and classes of each batch. The Python contenders read the same. */
export function rowDataBytes(data: RowData): Uint8Array {
  const arrays = [...data.layers.flatMap(({ kernel, bias }) => [kernel, bias]), ...data.batches.flatMap(({ inputs, labels }) => [inputs, labels])];
  return Buffer.concat(arrays.map(array => Buffer.from(array.buffer, array.byteOffset, array.byteLength)));
}

/** Reads what `rowDataBytes` gave. */
export function readRowData(file: string, row: Row): RowData {
  const bytes = readFileSync(file);
  return splitRowData(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength), row);
}

/** The arrays of a row in the bytes that `rowDataBytes` wrote; a browser fetches them. */
export function splitRowData(bytes: ArrayBuffer, { sizes, batch }: Row): RowData {
  let at = 0;
  const next = (count: number) => {
    at += count;
    return [bytes, 4 * (at - count), count] as const;
  };
  const layers = sizes.slice(1).map((units, index): LayerValues => {
    const inputs = sizes[index] ?? 0;
    return { inputs, units, kernel: new Float32Array(...next(inputs * units)), bias: new Float32Array(...next(units)) };
  });
  const read = Array.from({ length: batches }, (): Batch => ({
    inputs: new Float32Array(...next(batch * (sizes[0] ?? 0))), labels: new Int32Array(...next(batch)),
  }));
  return { layers, batches: read };
}
