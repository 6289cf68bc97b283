import type { Koffi } from './loadKoffi.ts';

/** The address of an array's first element, as a number: the fastest form for a call, and exact, since addresses lie below 2⁵³. */
export type AddressOf = (values: Float32Array | Uint8Array) => number;

/**
 * Addresses by koffi. One holds as long as its array is kept alive and is not transferred: V8 keeps arrays of up to 64 bytes on its moving heap only until somebody asks for their
 * `buffer`, and from then on they stay where they are, as all others do.
 */
export function addressing(koffi: Koffi): AddressOf {
  return values => (values.buffer.byteLength === 0 || values.length === 0 ? 0 : Number(koffi.address(values)));
}
