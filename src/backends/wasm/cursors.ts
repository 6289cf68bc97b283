import type { DType } from '../../tensor/dtype.ts';
import { itemAt } from '../typescript/itemAt.ts';
import { bytesOf } from './memoryAccess.ts';
import type { Place } from './memoryAccess.ts';
import type { Cursor, FunctionBody } from './functionBody.ts';

/** An array that is walked: where it begins and its stride in elements along each extent. */
export interface Walked {
  readonly dtype: DType;
  readonly address: number;
  readonly strides: readonly number[];
}

/** A cursor and how far it moves, in bytes, along each extent. */
interface Shared {
  readonly cursor: Cursor;
  readonly steps: readonly number[];
}

/**
 * The positions of a walk over several arrays. Arrays that are walked alike share one cursor, a distance in bytes from where each
 * begins: the beginnings are known, and stand in the instructions.
 */
export class Cursors {
  private readonly shared = new Map<string, Shared>();
  private readonly body: FunctionBody;

  constructor(body: FunctionBody, arrays: readonly Walked[]) {
    this.body = body;
    for (const array of arrays) if (!this.shared.has(keyOf(array))) this.shared.set(keyOf(array), this.begin(array));
  }

  /** The current position in an array. */
  place(array: Walked): Place {
    const shared = this.shared.get(keyOf(array));
    if (shared === undefined) throw new Error('an array that is not part of the walk');
    return { dtype: array.dtype, cursor: shared.cursor, offset: array.address };
  }

  /** Moves every cursor so many steps along each extent. */
  advance(steps: readonly number[]): void {
    for (const { cursor, steps: bytes } of this.shared.values()) {
      this.body.advance(cursor, steps.reduce((sum, count, extent) => sum + count * itemAt(bytes, extent), 0));
    }
  }

  private begin({ dtype, strides }: Walked): Shared {
    return { cursor: this.body.start(), steps: strides.map(stride => stride * bytesOf(dtype)) };
  }
}

function keyOf({ dtype, strides }: Walked): string {
  return strides.map(stride => stride * bytesOf(dtype)).join(' ');
}
