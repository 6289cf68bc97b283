import type { BlasFunctions } from './blasFunctions.ts';
import type { ForeignLibrary } from './foreignLibrary.ts';
import type { AddressOf } from './foreignMemory.ts';

/** Who made a BLAS; `reference` is the reference implementation, or a library that does not say what it is. */
export type VendorName = 'OpenBLAS' | 'MKL' | 'BLIS' | 'Accelerate' | 'reference';

/** A loaded library, as its vendor's functions are called. */
export interface LoadedLibrary {
  readonly library: ForeignLibrary;
  readonly functions: BlasFunctions;
  readonly addressOf: AddressOf;
}

/** What a library says of itself, and how the number of its threads is set. */
export interface VendorFacts {
  readonly version: string | undefined;
  /** The kernels that it chose for this processor. */
  readonly kernel: string | undefined;
  /** Sets the number of threads of the products that follow, in the whole process or in this thread alone; gives the number that holds. */
  setThreads(count: number): number;
}

/** A maker of BLAS libraries. */
export interface Vendor {
  readonly name: VendorName;
  /** A function that no other's library has. */
  readonly marker: string;
  describe(loaded: LoadedLibrary): VendorFacts;
}
