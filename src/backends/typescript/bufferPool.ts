import type { DType } from '../../tensor/dtype.ts';
import { itemAt } from './itemAt.ts';

/** Memory that values of one dtype take turns in; `size` is that of the largest. */
export interface PlannedBuffer {
  readonly dtype: DType;
  readonly size: number;
}

/** Lends buffers while a plan is made: the smallest free one that is large enough, else the largest free one, grown, else a new one. */
export class BufferPool {
  readonly buffers: PlannedBuffer[] = [];
  private readonly free = new Set<number>();

  take(dtype: DType, size: number): number {
    const candidates = [...this.free].filter(index => this.at(index).dtype === dtype).sort((a, b) => this.at(a).size - this.at(b).size);
    const found = candidates.find(index => this.at(index).size >= size) ?? candidates.at(-1);
    if (found === undefined) return this.buffers.push({ dtype, size }) - 1;
    this.free.delete(found);
    this.buffers[found] = { dtype, size: Math.max(size, this.at(found).size) };
    return found;
  }

  /** Gives back the buffer of a place; a place elsewhere is left alone. */
  release(place: { readonly in: string; readonly buffer?: number } | undefined): void {
    if (place?.buffer !== undefined) this.free.add(place.buffer);
  }

  private at(index: number): PlannedBuffer {
    return itemAt(this.buffers, index);
  }
}
