import type { Workload } from '../../src/benchmark/protocol.ts';

/** The least time of a round over all batches, of at least three rounds and a quarter of a second: for contenders that can be made in two ways. */
export async function leastTime(run: Workload['run']): Promise<number> {
  const end = performance.now() + 250;
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 || performance.now() < end; round++) {
    const start = performance.now();
    await run(8);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}
