import type { Koffi } from './loadKoffi.ts';

/** The few functions of the C library that are needed before and after a BLAS is loaded; absent on Windows. */
export interface SystemLibrary {
  /** C's own environment: a worker thread's process.env is a copy that no library sees. */
  setVariable(name: string, value: string | undefined): void;
  variable(name: string): string | undefined;
  /** Keeps a library in the process for good: the end of a worker thread must not unload one whose threads still run. */
  pin(library: string): void;
  /** The file that holds an address. */
  fileAt(address: bigint): string | undefined;
}

const pointerSize = 8;
const resolveNow = 2;
const neverUnload = process.platform === 'darwin' ? 0x80 : 0x1000;

/** The C library of this process, or undefined on Windows, where none of this is needed. */
export function openSystemLibrary(koffi: Koffi): SystemLibrary | undefined {
  if (process.platform === 'win32') return undefined;
  const library = koffi.load(null);
  const set = library.func('int setenv(const char *name, const char *value, int overwrite)');
  const unset = library.func('int unsetenv(const char *name)');
  const get = library.func('const char *getenv(const char *name)');
  const open = library.func('void *dlopen(const char *file, int mode)');
  const locate = library.func('int dladdr(uintptr_t address, void *info)');
  return {
    setVariable: (name, value) => { if (value === undefined) unset(name); else set(name, value, 1); },
    variable: name => textOf(get(name)),
    pin: file => { open(file, resolveNow | neverUnload); },
    fileAt(address) {
      const info = new BigUint64Array(4 * pointerSize / BigUint64Array.BYTES_PER_ELEMENT);
      const name = locate(address, info) === 0 ? 0n : info[0] ?? 0n;
      return name === 0n ? undefined : textOf(koffi.decode.string(name));
    },
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
