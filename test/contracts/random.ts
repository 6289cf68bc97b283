import fc from 'fast-check';

export const extent = fc.integer({ min: 1, max: 4 });
/** Shapes of a sample; with `least` of at least that rank. */
export const shapes = (least = 0, most = 3) => fc.array(extent, { minLength: least, maxLength: most });
/** What all random cases vary. */
export const sizes = { batchSize: fc.integer({ min: 1, max: 4 }), seed: fc.nat(1000) };
