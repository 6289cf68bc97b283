import type { VendorFacts } from './vendor.ts';

/**
 * The number of threads that a library works with, which is one for all its users. It is set before a product that wants another number than the last one. What was set is remembered a JavaScript
 * thread; a worker thread may have set another since, so that each synchronous stretch begins with `set`.
 */
export class ThreadCount {
  readonly #facts: Pick<VendorFacts, 'setThreads'>;
  #last: number | undefined;

  constructor(facts: Pick<VendorFacts, 'setThreads'>) {
    this.#facts = facts;
  }

  /** Sets the number whatever was set before; gives the one that holds, since a library may allow fewer. */
  set(count: number): number {
    this.#last = count;
    return this.#facts.setThreads(count);
  }

  /** Sets the number if another one was set last in this thread. */
  use(count: number): void {
    if (count !== this.#last) this.set(count);
  }
}
