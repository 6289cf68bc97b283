import { defineInitializer, z } from 'chainrule';

/**
 * Gives each unit a few random weights; all others are 0, so that units start out unlike each other.
 *
 *     w_ij ~ N(0, σ²) for `connections` of the rows i of each column j, chosen at random; else 0
 *
 * σ is `standardDeviation`. Shapes: any; the last axis counts the units. Where there are fewer rows, all are chosen.
 * Source: Martens, "Deep learning via Hessian-free optimization" (2010).
 */
export const sparse = defineInitializer({
  name: 'sparse',
  summary: 'a few weights ~ N(0, σ²) for each unit, all others 0',
  options: () => z.strictObject({ connections: z.int().positive().default(15), standardDeviation: z.number().positive().default(1) }),
  shorthand: 'connections',
  create: ({ connections, standardDeviation }) => ({
    values(shape, random) {
      const [units, rows] = [shape.at(-1) ?? 1, shape.slice(0, -1).reduce((size, extent) => size * extent, 1)];
      const values = new Float64Array(rows * units);
      for (let unit = 0; unit < units; unit++) {
        const chosen = random.shuffle([...Array(rows).keys()]).slice(0, connections);
        for (const row of chosen) values[row * units + unit] = standardDeviation * random.normal();
      }
      return values;
    },
  }),
});
