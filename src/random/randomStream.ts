import { block, threefry } from './threefry.ts';

/** A key of the generator: two 32-bit words. */
export type Key = readonly [number, number];

/** The key for a purpose under a seed; different purposes give unrelated numbers. */
export function keyFor(seed: number, purpose: string): Key {
  threefry(seed | 0, Math.floor(seed / 2 ** 32) | 0, hash(purpose, 0x811c9dc5), hash(purpose, 0x01234567));
  return [block[0] ?? 0, block[1] ?? 0];
}

/** The top 23 bits of a word, as the middle of its interval of (0, 1): exact in float32, never 0 and never 1. */
export function toUniform(word: number): number {
  return ((word >>> 9) * 2 + 1) * 2 ** -24;
}

/** Box–Muller: two uniform numbers in (0, 1) to one with the standard normal distribution. */
export function toNormal(first: number, second: number): number {
  return Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * second);
}

/** Numbers in order, from a key: for initial weights and shuffles. */
export class RandomStream {
  private readonly key: Key;
  private counter = 0;

  constructor(seed: number, purpose: string) {
    this.key = keyFor(seed, purpose);
  }

  /** A number in (0, 1). */
  uniform(): number {
    this.draw();
    return toUniform(block[0] ?? 0);
  }

  /** A number with mean 0 and standard deviation 1. */
  normal(): number {
    this.draw();
    return toNormal(toUniform(block[0] ?? 0), toUniform(block[1] ?? 0));
  }

  /** A whole number from 0 to `count` − 1. */
  below(count: number): number {
    this.draw();
    return Math.floor((((block[0] ?? 0) >>> 0) * 2 ** 21 + ((block[1] ?? 0) >>> 11)) / 2 ** 53 * count);
  }

  /** Puts the items into a random order, in place (Fisher–Yates). */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const kept = items[last] ?? 0;
      items[last] = items[other] ?? 0;
      items[other] = kept;
    }
    return items;
  }

  private draw(): void {
    threefry(this.key[0], this.key[1], this.counter | 0, Math.floor(this.counter / 2 ** 32) | 0);
    this.counter++;
  }
}

function hash(text: string, start: number): number {
  let state = start | 0;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state;
}
