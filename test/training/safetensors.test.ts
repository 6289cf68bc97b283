import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelFileError } from '../../src/errors.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/training/safetensors.ts';
import type { StoredTensor } from '../../src/training/safetensors.ts';

const source = 'model.safetensors';

const tensor: fc.Arbitrary<StoredTensor> = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape): fc.Arbitrary<StoredTensor> => {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const exactly = { minLength: size, maxLength: size };
  return fc.oneof(
    fc.float32Array(exactly).map(values => ({ dtype: 'F32' as const, shape, values })),
    fc.float64Array(exactly).map(values => ({ dtype: 'F64' as const, shape, values })),
    fc.int32Array(exactly).map(values => ({ dtype: 'I32' as const, shape, values })),
  );
});
const name = fc.string({ unit: 'binary' }).filter(text => text !== '__metadata__' && text !== '__proto__');
const tensors = fc.dictionary(name, tensor, { maxKeys: 5, noNullPrototype: true });
const metadata = fc.dictionary(name, fc.string(), { maxKeys: 3, noNullPrototype: true });

/** A file with a header as given, well formed or not. */
function fileOf(header: string, values = 0, length: number = header.length): Uint8Array {
  const bytes = new Uint8Array(8 + header.length + values);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(new TextEncoder().encode(header), 8);
  return bytes;
}

function errorOf(bytes: Uint8Array): Error {
  try {
    decodeSafetensors(bytes, source);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('the damage went unnoticed');
}

/** True for a valid file, false for a refused one; anything else is thrown on. */
function survives(bytes: Uint8Array): boolean {
  try {
    decodeSafetensors(bytes, source);
    return true;
  } catch (error) {
    if (error instanceof ModelFileError) return false;
    throw error;
  }
}

describe('safetensors', () => {
  it('gives back what was written, bit for bit', () => {
    fc.assert(fc.property(tensors, metadata, (written, texts) => {
      expect(decodeSafetensors(encodeSafetensors(written, texts), source)).toEqual({ tensors: written, metadata: texts });
    }), { numRuns: 200 });
  });

  it('writes the layout of the format, wider types first and aligned', () => {
    const bytes = encodeSafetensors({ b: { dtype: 'F32', shape: [1], values: Float32Array.of(1.5) }, a: { dtype: 'F64', shape: [], values: Float64Array.of(-2) } }, { format: 'x' });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    expect(length % 8).toBe(0);
    expect(header.trimEnd()).toBe('{"__metadata__":{"format":"x"},"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}');
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0xc0, 0x3f]);
  });

  it('reads from the middle of a buffer', () => {
    const bytes = encodeSafetensors({ a: { dtype: 'I32', shape: [2], values: Int32Array.of(7, -7) } });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeSafetensors(shifted.subarray(3), source).tensors['a']?.values).toEqual(Int32Array.of(7, -7));
  });

  it('refuses every truncation', () => {
    const bytes = encodeSafetensors({ a: { dtype: 'F32', shape: [2], values: Float32Array.of(1, 2) }, b: { dtype: 'I32', shape: [1], values: Int32Array.of(3) } }, { k: 'v' });
    for (let length = 0; length < bytes.length; length++) expect(survives(bytes.subarray(0, length)), `${length} bytes`).toBe(false);
    expect(survives(bytes)).toBe(true);
  });

  it('never throws anything but a ModelFileError, whatever bytes change', () => {
    fc.assert(fc.property(tensors, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 }), (written, flips) => {
      const bytes = encodeSafetensors(written, { k: 'v' });
      const header = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
      for (const [at, bits] of flips) bytes[at % header] = (bytes[at % header] ?? 0) ^ bits;
      survives(bytes);
    }), { numRuns: 500 });
    fc.assert(fc.property(fc.uint8Array(), bytes => { survives(bytes); }));
    fc.assert(fc.property(fc.json(), header => { survives(fileOf(header, 0, new TextEncoder().encode(header).length)); }));
  });

  const entry = (start: number, end: number, shape = '[2]', dtype = 'F32') => `{"dtype":"${dtype}","shape":${shape},"data_offsets":[${start},${end}]}`;
  const damages: readonly (readonly [string, Uint8Array, readonly string[]])[] = [
    ['an empty file', new Uint8Array(0), ['too short', '0 bytes', 'at least 8']],
    ['an absurd header length', fileOf('{}', 0, 2 ** 52), ['not a safetensors file', `${2 ** 52} bytes`]],
    ['a header longer than the file', fileOf('{}', 0, 100), ['truncated', '10 bytes', 'at least 108']],
    ['a header that is not JSON', fileOf('{"a":'), ['not a JSON object', '"{\\"a\\":"']],
    ['a header that is a list', fileOf('[]'), ['not a JSON object']],
    ['a header that starts with a space', fileOf(' {}'), ['not a JSON object']],
    ['a header that is not UTF-8', fileOf('{}').fill(0xff, 8), ['not a text in UTF-8']],
    ['a tensor twice', fileOf(`{"a":${entry(0, 8)},"a":${entry(8, 16)}}`, 16), ['a name twice', '"a"']],
    ['a tensor twice, once escaped', fileOf(`{"a":${entry(0, 8)},"\\u0061":${entry(0, 8)}}`, 8), ['a name twice', '"a"']],
    ['a field twice', fileOf('{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 8), ['a name twice', '"dtype"']],
    ['an unknown type', fileOf(`{"a":${entry(0, 4, '[2]', 'F16')}}`, 4), [`${source}, tensor a, dtype`, 'F32']],
    ['a negative extent', fileOf(`{"a":${entry(0, 8, '[-2]')}}`, 8), ['tensor a, shape, 0', 'at least 0']],
    ['a missing field', fileOf('{"a":{"dtype":"F32","shape":[2]}}', 8), ['tensor a, data_offsets']],
    ['an unknown field', fileOf('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"extra":1}}', 8), ['tensor a', 'extra']],
    ['metadata that are not texts', fileOf('{"__metadata__":{"k":1}}'), ['__metadata__, k', 'a text']],
    ['a place of another size than the shape', fileOf(`{"a":${entry(0, 12)}}`, 12), ['tensor a', 'bytes 0 to 12', '8 bytes for F32 [2]']],
    ['a place that ends before it starts', fileOf(`{"a":${entry(8, 0)}}`, 8), ['tensor a', 'bytes 8 to 0']],
    ['an overlap', fileOf(`{"a":${entry(0, 8)},"b":${entry(4, 12)}}`, 12), ['tensor b', 'overlaps', 'a start of 8']],
    ['a hole', fileOf(`{"a":${entry(0, 8)},"b":${entry(12, 20)}}`, 20), ['tensor b', 'a hole', 'a start of 8']],
    ['values cut off', fileOf(`{"a":${entry(0, 8)}}`, 7), ['truncated', '7 bytes', '8 bytes']],
    ['bytes after the values', fileOf(`{"a":${entry(0, 8)}}`, 9), ['bytes follow', '9 bytes', '8 bytes']],
    ['a header nested without end', fileOf(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`), ['tensor a', 'a list of 1']],
  ];
  it.each(damages)('refuses %s', (_, bytes, parts) => {
    const error = errorOf(bytes);
    expect(error).toBeInstanceOf(ModelFileError);
    for (const part of [source, ...parts]) expect(error.message).toContain(part);
  });

  it('refuses to write what it could not read', () => {
    const values = Float32Array.of(1, 2, 3);
    expect(() => encodeSafetensors({ a: { dtype: 'F32', shape: [2, 2], values } })).toThrow(/a: the values do not fill the shape[\s\S]*3 values[\s\S]*\[2, 2\]/);
    expect(() => encodeSafetensors({ __metadata__: { dtype: 'F32', shape: [3], values } })).toThrow(ModelFileError);
  });
});
