import type { Blas } from '../../../../src/backends/native/blas/blas.ts';
import { loadBlas } from '../../../../src/backends/native/blas/loadBlas.ts';

/** Continuous integration sets it: there a BLAS must be found, and none of its tests may be skipped. */
const required = process.env['CHAINRULE_REQUIRE_BLAS'] === '1';

async function find(): Promise<{ readonly blas?: Blas; readonly missing?: string }> {
  try {
    return { blas: await loadBlas() };
  } catch (error) {
    if (required) throw error;
    return { missing: error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error) };
  }
}

const found = await find();

/** For titles and `skipIf`: why the tests of the system's BLAS are skipped, where they are. */
export const skip = found.missing !== undefined;
export const reason = found.missing === undefined ? '' : ` (skipped: ${found.missing})`;

/** The system's BLAS; for tests that are not skipped. */
export function installedBlas(): Blas {
  if (found.blas === undefined) throw new Error(found.missing);
  return found.blas;
}
