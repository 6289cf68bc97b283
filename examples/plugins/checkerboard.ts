import { defineDataSource, RANDOM, z } from 'chainrule';

/**
 * Points spread evenly over a board, with the colours of their squares.
 *
 *     x ~ U(−1, 1)²    t = (⌊squares·(x₀ + 1) / 2⌋ + ⌊squares·(x₁ + 1) / 2⌋) mod 2
 *
 * Shapes: input [2]; target [1], 0 or 1. The points follow from the seed of the run.
 */
export const checkerboard = defineDataSource({
  name: 'checkerboard',
  summary: 'points on a board, and the colours of their squares',
  options: () => z.strictObject({ samples: z.int().positive().default(200), squares: z.int().min(2).default(2).describe('Squares along an edge.') }),
  inject: [RANDOM],
  create: ({ samples: count, squares }, random) => ({
    async load() {
      const stream = random.stream('checkerboard');
      const points = Float32Array.from({ length: 2 * count }, () => 2 * stream.uniform() - 1);
      const square = (x = 0) => Math.floor(squares * (x + 1) / 2);
      const colours = Float32Array.from({ length: count }, (_, i) => (square(points[2 * i]) + square(points[2 * i + 1])) % 2);
      const [point, colour] = [{ name: 'point', shape: [2], values: points }, { name: 'colour', shape: [1], values: colours }];
      return { train: { count, inputs: [{ ...point, dtype: 'float' }], targets: [{ ...colour, dtype: 'float' }] } };
    },
  }),
});
