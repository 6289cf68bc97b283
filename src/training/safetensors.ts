import { ModelFileError } from '../errors.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { headerOf, metadataKey } from './safetensorsHeader.ts';
import type { TensorEntry } from './safetensorsHeader.ts';

/** A tensor in a file: row-major values of one of three types. */
export type StoredTensor =
  | { readonly dtype: 'F32'; readonly shape: Shape; readonly values: Float32Array }
  | { readonly dtype: 'F64'; readonly shape: Shape; readonly values: Float64Array }
  | { readonly dtype: 'I32'; readonly shape: Shape; readonly values: Int32Array };

/** What a safetensors file holds: tensors by name, and texts by name. */
export interface Safetensors {
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

const bytesPer = { F32: 4, F64: 8, I32: 4 } as const satisfies Readonly<Record<StoredTensor['dtype'], number>>;

/**
 * Writes the safetensors format: the header's length as a little-endian 64-bit integer, the header as JSON padded with spaces to a multiple of 8 bytes,
 * then the values. Wider types come first, so that every tensor is aligned.
 *
 * Throws a ModelFileError for a tensor whose values do not fill its shape, or that is named `__metadata__`.
 * Source: Hugging Face, "Safetensors", format description.
 */
export function encodeSafetensors(tensors: Readonly<Record<string, StoredTensor>>, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const sorted = Object.entries(tensors).sort(([, a], [, b]) => bytesPer[b.dtype] - bytesPer[a.dtype]);
  sorted.forEach(requireEncodable);
  let size = 0;
  const placed = sorted.map(([name, { dtype, shape, values }]) => {
    const start = size;
    size += values.byteLength;
    return { name, values, start, entry: { dtype, shape, data_offsets: [start, size] } };
  });
  const described = Object.fromEntries(placed.map(({ name, entry }): [string, unknown] => [name, entry]));
  const header = encodeHeader(Object.keys(metadata).length === 0 ? described : { [metadataKey]: metadata, ...described });
  const bytes = new Uint8Array(header.length + size);
  bytes.set(header);
  for (const { values, start } of placed) bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), header.length + start);
  return bytes;
}

/**
 * Reads the safetensors format; the values are copied. `source` names the file in errors.
 *
 * Throws a ModelFileError where anything in the file does not fit: its length, its header, or a tensor's type, shape or place.
 */
export function decodeSafetensors(bytes: Uint8Array, source: string): Safetensors {
  const { entries, metadata, start } = headerOf(bytes, source);
  requireTiling(entries, bytes.length - start, source);
  const tensors = entries.map((entry): [string, StoredTensor] => [entry.name, tensorOf(entry, bytes, start)]);
  return { tensors: Object.fromEntries(tensors), metadata };
}

function encodeHeader(header: object): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(json, 8);
  return bytes;
}

function requireEncodable([name, { shape, values }]: [string, StoredTensor]): void {
  if (name === metadataKey) throw new ModelFileError('no tensor can have this name', { where: name, next: 'name it otherwise' });
  if (values.length === sizeOf(shape)) return;
  throw new ModelFileError('the values do not fill the shape', { where: name, got: `${values.length} values`, expected: `shape ${formatShape(shape)}` });
}

/** The tensors must fill the data without holes and overlaps, each as long as its type and shape say. */
function requireTiling(entries: readonly TensorEntry[], size: number, source: string): void {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const where = `${source}, tensor ${entry.name}`;
    const expected = sizeOf(entry.shape) * bytesPer[entry.dtype];
    if (entry.end - entry.start !== expected) throw misplaced('its place is not as long as its shape needs', where, entry, `${expected} bytes for ${entry.dtype} ${formatShape(entry.shape)}`);
    if (entry.start < end) throw misplaced('it overlaps the tensor before it', where, entry, `a start of ${end}`);
    if (entry.start > end) throw misplaced('there is a hole before it', where, entry, `a start of ${end}`);
    end = entry.end;
  }
  if (end === size) return;
  throw new ModelFileError(end > size ? 'the file is truncated' : 'bytes follow the last tensor', {
    where: source,
    got: `${size} bytes of values`,
    expected: `${end} bytes, as the header says`,
    next: 'take another copy of the file',
  });
}

function tensorOf({ dtype, shape, ...place }: TensorEntry, bytes: Uint8Array, offset: number): StoredTensor {
  const { buffer } = new Uint8Array(bytes.subarray(offset + place.start, offset + place.end));
  if (dtype === 'F32') return { dtype, shape, values: new Float32Array(buffer) };
  if (dtype === 'F64') return { dtype, shape, values: new Float64Array(buffer) };
  return { dtype, shape, values: new Int32Array(buffer) };
}

function misplaced(problem: string, where: string, { start, end }: TensorEntry, expected: string): ModelFileError {
  return new ModelFileError(problem, { where, got: `bytes ${start} to ${end}`, expected });
}
