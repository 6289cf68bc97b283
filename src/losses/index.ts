import type { AnyBuilder } from '../components/definition.ts';
import { binaryCrossEntropy } from './binaryCrossEntropy.ts';
import { categoricalCrossEntropy } from './categoricalCrossEntropy.ts';
import { meanSquaredError } from './meanSquaredError.ts';

export { binaryCrossEntropy, categoricalCrossEntropy, meanSquaredError };

/** The framework's own losses. */
export const losses: readonly AnyBuilder<'loss'>[] = [meanSquaredError, binaryCrossEntropy, categoricalCrossEntropy];
