import type { Blas } from '../../../../src/backends/native/blas/blas.ts';
import { loadBlas } from '../../../../src/backends/native/blas/loadBlas.ts';
import { loadKoffi } from '../../../../src/backends/native/blas/loadKoffi.ts';

/** Continuous integration sets it: there a BLAS must be found, and none of its tests may be skipped. */
const required = process.env['CHAINRULE_REQUIRE_BLAS'] === '1';

interface Found<T> {
  readonly value?: T;
  readonly missing?: string;
}

async function find<T>(load: () => Promise<T>): Promise<Found<T>> {
  try {
    return { value: await load() };
  } catch (error) {
    if (required) throw error;
    return { missing: error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error) };
  }
}

const found: Found<Blas> = await find(loadBlas);
const foreign = await find(loadKoffi);

/** For titles and `skipIf`: why the tests of the system's BLAS are skipped, where they are. */
export const skip = found.missing !== undefined;
export const reason = reasonOf(found);

/** The same for tests that need no BLAS, but the package that calls libraries. */
export const skipWithoutKoffi = foreign.missing !== undefined;
export const koffiReason = reasonOf(foreign);

/** The system's BLAS; for tests that are not skipped. */
export function installedBlas(): Blas {
  if (found.value === undefined) throw new Error(found.missing);
  return found.value;
}

function reasonOf({ missing }: Found<unknown>): string {
  return missing === undefined ? '' : ` (skipped: ${missing})`;
}
