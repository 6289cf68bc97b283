import type { Koffi } from './blas/loadKoffi.ts';

/** How this thread computes with subnormal numbers, those below 2⁻¹²⁶ in float32. */
export interface Subnormals {
  /** From now on they are 0, as operands and as results. */
  flush(): void;
  /** From now on they are themselves, as JavaScript has them. */
  keep(): void;
}

/** Bytes that hold C's floating-point environment with room to spare, and where the control word of the vector unit lies in it (glibc and musl on x64). */
const environmentBytes = 64;
const controlWord = 28;
const flushToZero = 0x8000;
const denormalsAreZero = 0x0040;

/**
 * A slot that decays, such as the momentum of a unit that no longer learns, ends below 2⁻¹²⁶ and stays there, since rounding takes it no further, and there each operation takes the
 * processor many times as long. Hence steps run with subnormal numbers flushed to 0, as they do in XLA. Undefined where this is not known to work: it is tried out first, and only on Linux on x64.
 */
export function loadSubnormals(koffi: Koffi): Subnormals | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const library = koffi.load(null);
  const get = library.func('int fegetenv(void *environment)');
  const set = library.func('int fesetenv(uintptr_t environment)');
  const usual = new Uint8Array(environmentBytes);
  get(usual);
  const flushing = usual.slice();
  const words = new DataView(flushing.buffer);
  words.setUint32(controlWord, words.getUint32(controlWord, true) | flushToZero | denormalsAreZero, true);
  const [own, other] = [Number(koffi.address(usual)), Number(koffi.address(flushing))];
  // The arrays must outlive their addresses.
  const subnormals = { flush: () => void set(flushing.length === 0 ? 0 : other), keep: () => void set(usual.length === 0 ? 0 : own) };
  return works(subnormals) ? subnormals : undefined;
}

function works({ flush, keep }: Subnormals): boolean {
  flush();
  const flushed = isFlushed();
  keep();
  return flushed && !isFlushed();
}

const numbers = new Float32Array(2);

function isFlushed(): boolean {
  numbers[0] = 2 ** -126;
  numbers[1] = 0.25;
  numbers[0] = (numbers[0] ?? 0) * (numbers[1] ?? 0);
  return numbers[0] === 0;
}
