import { DataError } from '../errors.ts';
import type { HostArray } from '../tensor/dtype.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { SourceFile } from './readBytes.ts';

/** What an IDX file holds; the first axis of `shape` is that of the samples. */
export interface IdxTensor {
  readonly shape: Shape;
  readonly values: HostArray;
  /** The type's name in the format's own description. */
  readonly type: string;
}

/**
 * Decodes an IDX file: two zero bytes, a type, the number of axes, their extents as big-endian 32-bit integers, then the values in row-major order.
 * Unsigned bytes are not copied.
 *
 * Throws a DataError where the first bytes are not those of an IDX file or the length is not what the header says.
 * Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits".
 */
export function decodeIdx({ bytes, source }: SourceFile): IdxTensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rank = bytes[3] ?? 0;
  const type = idxTypes.get(bytes[2] ?? 0);
  if (bytes.length < 4 || view.getUint16(0) !== 0 || type === undefined || rank === 0) throw notIdx(bytes, source);
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw wrongLength(source, bytes.length, start, `the header of ${rank} axes alone has`);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = sizeOf(shape);
  const expected = start + size * type.bytes;
  if (bytes.length !== expected) throw wrongLength(source, bytes.length, expected, `${formatShape(shape)} ${type.name}s have`);
  return { shape, values: type.decode(view, start, size), type: type.name };
}

interface IdxType {
  readonly name: string;
  readonly bytes: number;
  readonly decode: (view: DataView, start: number, size: number) => HostArray;
}

const idxTypes: ReadonlyMap<number, IdxType> = new Map<number, IdxType>([
  [0x08, { name: 'unsigned byte', bytes: 1, decode: (view, start, size) => new Uint8Array(view.buffer, view.byteOffset + start, size) }],
  [0x09, { name: 'signed byte', bytes: 1, decode: (view, start, size) => Int32Array.from({ length: size }, (_, i) => view.getInt8(start + i)) }],
  [0x0b, { name: 'short', bytes: 2, decode: (view, start, size) => Int32Array.from({ length: size }, (_, i) => view.getInt16(start + 2 * i)) }],
  [0x0c, { name: 'int', bytes: 4, decode: (view, start, size) => Int32Array.from({ length: size }, (_, i) => view.getInt32(start + 4 * i)) }],
  [0x0d, { name: 'float', bytes: 4, decode: (view, start, size) => Float32Array.from({ length: size }, (_, i) => view.getFloat32(start + 4 * i)) }],
  [0x0e, { name: 'double', bytes: 8, decode: (view, start, size) => Float64Array.from({ length: size }, (_, i) => view.getFloat64(start + 8 * i)) }],
]);

function notIdx(bytes: Uint8Array, source: string): DataError {
  const first = Array.from(bytes.subarray(0, 4), byte => byte.toString(16).padStart(2, '0')).join(' ');
  return new DataError('this is not an IDX file', {
    where: source,
    got: bytes.length === 0 ? 'an empty file' : `first bytes ${first}`,
    expected: 'first bytes 00 00, a type (08 for unsigned bytes) and the number of axes (03 for grey images, 01 for labels)',
  });
}

function wrongLength(source: string, got: number, expected: number, what: string): DataError {
  return new DataError(got < expected ? 'the IDX file is truncated' : 'the IDX file is longer than its header says', {
    where: source,
    got: `${got} bytes`,
    expected: `${expected} bytes: ${what} that many`,
    next: 'fetch the file again',
  });
}
