/** Bytes that are written one after the other, with the number formats of WebAssembly. */
export class ByteWriter {
  private bytes = new Uint8Array(64);
  private length = 0;

  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }

  /** A few bytes. */
  write(bytes: readonly number[]): void {
    for (let i = 0; i < bytes.length; i++) this.byte(bytes[i] ?? 0);
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) this.grow(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A whole number from 0 to 2³² − 1 as LEB128: seven bits a byte, the lowest first. */
  unsigned(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.byte(rest % 0x80 + 0x80);
    this.byte(rest);
  }

  /** An int32 as signed LEB128. */
  signed(value: number): void {
    let rest = value;
    for (; rest < -0x40 || rest >= 0x40; rest >>= 7) this.byte(rest & 0x7f | 0x80);
    this.byte(rest & 0x7f);
  }

  /** An int32 as four bytes, the lowest first. */
  int32(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.byte(value >> shift & 0xff);
  }

  /** UTF-8 behind its length. */
  text(value: string): void {
    this.block(new TextEncoder().encode(value));
  }

  /** Bytes behind their number. */
  block(bytes: Uint8Array): void {
    this.unsigned(bytes.length);
    this.append(bytes);
  }

  /** Items behind their count. */
  list<T>(items: readonly T[], write: (item: T, index: number) => void): void {
    this.unsigned(items.length);
    items.forEach(write);
  }

  get written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }

  private grow(least: number): void {
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + least));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}
