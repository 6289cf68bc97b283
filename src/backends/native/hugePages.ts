import type { Koffi } from './blas/loadKoffi.ts';

/** `MADV_HUGEPAGE` of Linux. */
const wantsHugePages = 14;

/**
 * What asks Linux for pages of 2 MB under a session's memory, in place of 4 KB: BLAS copies panels of wide matrices whose rows lie pages apart, and then finds their addresses in the
 * processor's table. A step of 1024-2048-2048-10 took 60 ms with them, 66 without. A system without such pages refuses, and nothing is lost. Undefined elsewhere than on Linux.
 */
export function loadHugePages(koffi: Koffi): ((memory: WebAssembly.Memory) => void) | undefined {
  if (process.platform !== 'linux') return undefined;
  const advise = koffi.load(null).func('int madvise(uintptr_t address, size_t length, int advice)');
  return ({ buffer }) => void advise(Number(koffi.address(new Uint8Array(buffer))), buffer.byteLength, wantsHugePages);
}
