import { defineDataSource, definePlugin, RANDOM, z } from 'chainrule';

/**
 * Points around a line: x ~ U(−1, 1), t = 2x + 1 + σ·ε, ε ~ N(0, 1). σ is `noise`.
 *
 * Shapes: input [1]; target [1]. The points follow from the seed of the run.
 */
export const newPart = defineDataSource({
  name: 'newPart',
  summary: 'points around a line',
  options: () => z.strictObject({ samples: z.int().positive().default(100), noise: z.number().min(0).default(0.1) }),
  inject: [RANDOM],
  create: ({ samples: count, noise }, random) => ({
    async load() {
      const stream = random.stream('points');
      const x = Float32Array.from({ length: count }, () => 2 * stream.uniform() - 1);
      const t = x.map(at => 2 * at + 1 + noise * stream.normal());
      const column = (name: string, values: Float32Array) => ({ name, values, shape: [1], dtype: 'float' as const });
      return { train: { count, inputs: [column('x', x)], targets: [column('t', t)] } };
    },
  }),
});
export default definePlugin({ name: 'new-part', contributes: { dataSources: [newPart] } });
