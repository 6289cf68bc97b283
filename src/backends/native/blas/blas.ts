import type { BoundKernel } from '../../typescript/kernel.ts';
import { bindProduct } from './bindProduct.ts';
import type { Product, ProductBinder } from './bindProduct.ts';
import type { ThreadCount } from './threadCount.ts';
import type { LoadedLibrary, VendorFacts, VendorName } from './vendor.ts';

/** A library as it was found and tried: it serves every run of this JavaScript thread. */
export interface FoundLibrary extends LoadedLibrary {
  /** What it was found by, for a system that does not tell the file. */
  readonly name: string;
  readonly vendor: VendorName;
  readonly facts: VendorFacts;
  readonly count: ThreadCount;
}

/** The system's BLAS, as one run uses it. */
export class Blas {
  /** The file, or where the system does not tell, the name that it was found by. */
  readonly library: string;
  readonly vendor: VendorName;
  readonly version: string | undefined;
  /** The kernels that it chose for this processor, where it says so. */
  readonly kernel: string | undefined;
  /** The threads of this run, as many as the library grants. */
  readonly threads: number;
  readonly #binder: ProductBinder;

  constructor(found: FoundLibrary, threads: number) {
    const { name, vendor, facts, functions, count } = found;
    this.library = functions.file ?? name;
    this.vendor = vendor;
    this.version = facts.version;
    this.kernel = facts.kernel;
    this.threads = count.set(threads);
    this.#binder = { ...found, most: this.threads };
  }

  /**
   * Sets the library's number of threads; to be called at the start of every synchronous stretch of steps, since another run, in another worker thread too, may have set another. Products
   * that want fewer set it themselves.
   */
  useThreads(count: number = this.threads): void {
    this.#binder.count.set(count);
  }

  /** Binds output ← alpha · op(left) · op(right) + beta · output to memory. */
  bindProduct(product: Product): BoundKernel {
    return bindProduct(this.#binder, product);
  }

  /** One line for people: `OpenBLAS 0.3.21 (SkylakeX), 2 threads, /usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblasp-r0.3.21.so`. */
  describe(): string {
    const maker = this.vendor === 'reference' ? 'reference or unnamed BLAS (may be slow)' : this.vendor;
    const version = this.version === undefined ? '' : ` ${this.version}`;
    const kernel = this.kernel === undefined ? '' : ` (${this.kernel})`;
    return `${maker}${version}${kernel}, ${this.threads} ${this.threads === 1 ? 'thread' : 'threads'}, ${this.library}`;
  }
}
