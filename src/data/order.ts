import { RandomStream } from '../random/randomStream.ts';

/** 0, 1, 2, …: the order of evaluation. */
export function naturalOrder(count: number): Int32Array {
  return numbered(new Int32Array(count));
}

/**
 * The order of the samples in an epoch. It depends on the seed and the epoch alone, so that any epoch can be made again.
 * Where `order` is given, it is overwritten and returned.
 */
export function shuffledOrder(count: number, seed: number, epoch: number, order: Int32Array = new Int32Array(count)): Int32Array {
  return new RandomStream(seed, `shuffle ${epoch}`).shuffle(numbered(order));
}

function numbered(order: Int32Array): Int32Array {
  for (let index = 0; index < order.length; index++) order[index] = index;
  return order;
}
