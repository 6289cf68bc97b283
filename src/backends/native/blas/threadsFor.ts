import type { ProductSize } from '../../typescript/matrixProduct.ts';

/** From this many multiplications on a matrix product, or a product with a vector, is worth threads. */
const worthThreads = { matrix: 2 ** 23, vector: 2 ** 18 };

/**
 * The threads that a product is worth, of those a run may use: one, or all. The rule depends on the size alone, so that a run repeats itself bit by bit.
 *
 * Starting and joining threads costs about 11 µs, whatever the product. Measured with OpenBLAS 0.3.21 (SkylakeX) on two virtual processors of a Sapphire Rapids Xeon, which together multiply hardly faster than one, as two
 * hyperthreads of one core would, the worst case; medians of 41 in turn, others at work beside; microseconds with 1 / 2 threads:
 *
 * | product (rows × columns × inner)   | multiplications | 1 / 2 threads | two real cores, at best |
 * | ---------------------------------- | --------------- | ------------- | ----------------------- |
 * | 64 × 64 × 64                       | 2^18            | 4.9 / 5.0     | OpenBLAS takes one      |
 * | 128 × 128 × 64                     | 2^20            | 23 / 33       | 22                      |
 * | 128 × 128 × 128                    | 2^21            | 43 / 54       | 33                      |
 * | 256 × 128 × 128                    | 2^22            | 78 / 87       | 50                      |
 * | 128 × 784 × 10                     | 2^19.9          | 44 / 69       | 33                      |
 * | 128 × 128 × 784                    | 2^23.6          | 250 / 240     | 136                     |
 * | 2048 × 2048 × 256                  | 2^30            | 24700 / 18400 | 12400                   |
 * | 1 × 128 × 784 (sgemv)              | 2^16.6          | 12.3 / 9.0    | 17                      |
 * | 1 × 784 × 512 (sgemv)              | 2^18.6          | 60 / 35       | 41                      |
 * | 1 × 2048 × 2048 (sgemv)            | 2^22            | 900 / 490     | 461                     |
 *
 * So the second thread never costs more than a few per cent above 2^23, and pays below only on real cores. Setting the number of threads takes 65 ns, and is left out where the last product had the
 * same. sgemv waits for memory, not for arithmetic: there a second thread pays early.
 */
export function threadsFor({ rows, columns, inner }: Pick<ProductSize, 'rows' | 'columns' | 'inner'>, most: number): number {
  const least = rows === 1 || columns === 1 ? worthThreads.vector : worthThreads.matrix;
  return rows * columns * inner < least ? 1 : most;
}
