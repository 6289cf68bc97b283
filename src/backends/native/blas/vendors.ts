import { accelerate } from './accelerate.ts';
import { blis } from './blis.ts';
import type { BlasFunctions } from './blasFunctions.ts';
import type { ForeignLibrary } from './foreignLibrary.ts';
import { mkl } from './mkl.ts';
import { openBlas } from './openBlas.ts';
import type { Vendor } from './vendor.ts';

/** The reference implementation, which has one thread, and any library without a marker of its own. */
const reference: Vendor = {
  name: 'reference',
  marker: 'cblas_sgemm',
  describe: () => ({ version: undefined, kernel: undefined, setThreads: () => 1 }),
};

/** Whose library this is. */
export function vendorOf(library: ForeignLibrary, { named }: BlasFunctions): Vendor {
  return [openBlas, mkl, blis, accelerate].find(({ marker }) => library.has(marker) || library.has(named(marker))) ?? reference;
}
