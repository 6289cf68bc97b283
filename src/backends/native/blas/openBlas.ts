import { nodeModule } from '../../../platform/node.ts';
import { BackendError } from '../../../errors.ts';
import type { LoadedLibrary, Vendor, VendorFacts } from './vendor.ts';

/**
 * OpenBLAS. In the usual build its number of threads holds for the whole process; two JavaScript threads that multiply at once and set other numbers get right products, each by one number of threads
 * or the other, since a product reads the number once and parallel parts run one after the other.
 */
export const openBlas: Vendor = {
  name: 'OpenBLAS',
  marker: 'openblas_get_config',
  describe(loaded) {
    const { library, functions: { named } } = loaded;
    const config = String(library.declare('const char *', named('openblas_get_config'), [])());
    return {
      version: /OpenBLAS (\S+)/.exec(config)?.[1],
      kernel: String(library.declare('const char *', named('openblas_get_corename'), [])()),
      setThreads: usesOpenMp(loaded) ? openMpThreads(loaded, nodeModule('node:worker_threads').isMainThread) : ownThreads(loaded),
    };
  },
};

const openMpBuild = 2;

function usesOpenMp({ library, functions: { named } }: LoadedLibrary): boolean {
  return library.declare('int', named('openblas_get_parallel'), [])() === openMpBuild;
}

function ownThreads({ library, functions: { named } }: LoadedLibrary): VendorFacts['setThreads'] {
  const set = library.declare('void', named('openblas_set_num_threads'), ['int']);
  const get = library.declare('int', named('openblas_get_num_threads'), []);
  return count => {
    set(count);
    return Number(get());
  };
}

/**
 * A build with OpenMP gives wrong products when two JavaScript threads multiply at once with several threads each (seen in 2 % of the products of OpenBLAS 0.3.21). With one thread it takes no shared
 * memory, provided that the number is set by OpenMP, for the calling thread. So worker threads get one thread.
 */
export function openMpThreads({ library }: Pick<LoadedLibrary, 'library'>, mainThread: boolean): VendorFacts['setThreads'] {
  if (!library.has('omp_set_num_threads')) throw openMpHidden();
  const set = library.declare('void', 'omp_set_num_threads', ['int']);
  const get = library.declare('int', 'omp_get_max_threads', []);
  return count => {
    set(mainThread ? count : 1);
    return Number(get());
  };
}

function openMpHidden(): BackendError {
  return new BackendError('this OpenBLAS is built with OpenMP, and hides how its threads are set', {
    where: 'native', expected: 'a build with threads of its own, `libopenblas0-pthread` on Debian and Ubuntu', next: 'name another library with `blas`',
  });
}
