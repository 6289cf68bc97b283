import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { DataError } from '../../src/errors.ts';

/** A folder that is removed after the tests of the file, and a function that writes a file into it. */
export function temporaryFolder(): { readonly folder: string; readonly write: (name: string, content: string | Uint8Array) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-data-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    write(name, content) {
      writeFileSync(join(folder, name), content);
      return name;
    },
  };
}

/** Expects a DataError whose message has all the parts. */
export async function expectDataError(action: () => unknown, ...parts: readonly string[]): Promise<void> {
  const error: unknown = await Promise.resolve().then(action).then(() => undefined, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  for (const part of parts) expect((error as DataError).message).toContain(part);
}

/** An IDX file of bytes. */
export function idxBytes(extents: readonly number[], values: readonly number[], type = 8): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * extents.length + values.length);
  bytes.set([0, 0, type, extents.length]);
  extents.forEach((extent, axis) => new DataView(bytes.buffer).setUint32(4 + 4 * axis, extent));
  bytes.set(values, 4 + 4 * extents.length);
  return bytes;
}
