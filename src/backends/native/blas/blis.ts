import type { Vendor } from './vendor.ts';

/** BLIS, AMD's included. Its number of threads holds for the whole process. */
export const blis: Vendor = {
  name: 'BLIS',
  marker: 'bli_info_get_version_str',
  describe({ library }) {
    const integer = library.declare('int64_t', 'bli_info_get_int_type_size', [])();
    const size = Number(integer) === 32 ? 'int' : 'int64_t';
    const set = library.declare('void', 'bli_thread_set_num_threads', [size]);
    const get = library.declare(size, 'bli_thread_get_num_threads', []);
    const kernel = library.declare('int', 'bli_arch_query_id', [])();
    return {
      version: String(library.declare('const char *', 'bli_info_get_version_str', [])()),
      kernel: String(library.declare('const char *', 'bli_arch_string', ['int'])(Number(kernel))),
      setThreads(count) {
        set(count);
        return Number(get());
      },
    };
  },
};
