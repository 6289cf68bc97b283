/** A whole number from 0 to 2³² − 1 as LEB128: seven bits a byte, the lowest first. */
export function unsigned(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push(rest % 0x80 + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}

/** An int32 as signed LEB128. */
export function signed(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  while (rest < -0x40 || rest >= 0x40) {
    bytes.push(rest & 0x7f | 0x80);
    rest >>= 7;
  }
  return [...bytes, rest & 0x7f];
}

/** The four bytes of a float32. */
export function float32(value: number): readonly number[] {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
}

/** The four bytes of an int32. */
export function int32(value: number): readonly number[] {
  return [...new Uint8Array(Int32Array.of(value).buffer)];
}

/** UTF-8 behind its length. */
export function text(value: string): readonly number[] {
  return list([...new TextEncoder().encode(value)].map(byte => [byte]));
}

/** Items behind their count. */
export function list(items: readonly (readonly number[])[]): readonly number[] {
  return [...unsigned(items.length), ...items.flat()];
}

/** A part of a module behind its number and length. */
export function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...unsigned(content.length), ...content];
}
