import type { Block, Memory } from '../typescript/memory.ts';
import { alignment } from '../typescript/memory.ts';

/** Free bytes between two addresses. */
interface Gap {
  readonly start: number;
  readonly end: number;
}

const page = 65536;
const largest = 65536;

/** Memories of sessions that ended, for the next ones: to reserve one is slow, and the collector counts what is reserved as if it were used. */
const spare: WebAssembly.Memory[] = [];
const mostSpare = 2;

/**
 * The memory of a session: state and the buffers of its executables lie in one WebAssembly memory, where generated kernels and BLAS both reach them by fixed
 * addresses. It cannot grow, since growing would take the arrays away from their holders; it is reserved large instead, and the system
 * provides what is touched. What does not fit lies on the heap, where the plain kernels compute.
 */
export class SessionMemory {
  readonly memory: WebAssembly.Memory;
  private gaps: Gap[];

  /** Reserves about so many bytes: less where the system refuses. */
  constructor(bytes: number) {
    this.memory = takeSpare(bytes) ?? reserve(Math.min(largest, Math.ceil(bytes / page)));
    this.gaps = [{ start: alignment, end: this.memory.buffer.byteLength }];
  }

  /** Memory for one executable, or for the state. */
  part(): Memory {
    const taken: Gap[] = [];
    return {
      take: bytes => this.take(bytes, taken),
      dispose: () => {
        this.gaps = merged([...this.gaps, ...taken.splice(0)]);
      },
    };
  }

  /** Ends the session: nothing reads its arrays any more. */
  dispose(): void {
    this.gaps = [];
    if (spare.length < mostSpare) spare.push(this.memory);
  }

  private take(bytes: number, taken: Gap[]): Block {
    const size = Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
    const index = this.gaps.findIndex(({ start, end }) => end - start >= size);
    const gap = this.gaps[index];
    if (gap === undefined) return { buffer: new ArrayBuffer(bytes), start: 0 };
    const { start, end } = gap;
    this.gaps.splice(index, 1, ...(start + size < end ? [{ start: start + size, end }] : []));
    taken.push({ start, end: start + size });
    new Uint8Array(this.memory.buffer, start, size).fill(0);
    return { buffer: this.memory.buffer, start };
  }
}

function takeSpare(bytes: number): WebAssembly.Memory | undefined {
  const index = spare.findIndex(({ buffer }) => buffer.byteLength >= bytes);
  return index < 0 ? undefined : spare.splice(index, 1)[0];
}

function reserve(pages: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    if (!(error instanceof RangeError) || pages <= 1) throw error;
    return reserve(Math.ceil(pages / 2));
  }
}

function merged(gaps: readonly Gap[]): Gap[] {
  const result: Gap[] = [];
  for (const gap of [...gaps].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && last.end === gap.start) result[result.length - 1] = { start: last.start, end: gap.end };
    else result.push(gap);
  }
  return result;
}
