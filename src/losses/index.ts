import type { AnyBuilder } from '../components/definition.ts';
import { binaryCrossEntropy } from './binaryCrossEntropy.ts';
import { binaryFocalCrossEntropy } from './binaryFocalCrossEntropy.ts';
import { categoricalCrossEntropy } from './categoricalCrossEntropy.ts';
import { categoricalFocalCrossEntropy } from './categoricalFocalCrossEntropy.ts';
import { categoricalHinge } from './categoricalHinge.ts';
import { cosineSimilarity } from './cosineSimilarity.ts';
import { hinge } from './hinge.ts';
import { huber } from './huber.ts';
import { klDivergence } from './klDivergence.ts';
import { logCosh } from './logCosh.ts';
import { meanAbsoluteError } from './meanAbsoluteError.ts';
import { meanAbsolutePercentageError } from './meanAbsolutePercentageError.ts';
import { meanSquaredError } from './meanSquaredError.ts';
import { meanSquaredLogarithmicError } from './meanSquaredLogarithmicError.ts';
import { perceptron } from './perceptron.ts';
import { poisson } from './poisson.ts';
import { squaredHinge } from './squaredHinge.ts';

export {
  binaryCrossEntropy, binaryFocalCrossEntropy, categoricalCrossEntropy, categoricalFocalCrossEntropy, categoricalHinge, cosineSimilarity, hinge, huber,
  klDivergence, logCosh, meanAbsoluteError, meanAbsolutePercentageError, meanSquaredError, meanSquaredLogarithmicError, perceptron, poisson, squaredHinge,
};

/** The framework's own losses. */
export const losses: readonly AnyBuilder<'loss'>[] = [
  meanSquaredError, meanAbsoluteError, meanAbsolutePercentageError, meanSquaredLogarithmicError, huber, logCosh, poisson, cosineSimilarity,
  binaryCrossEntropy, binaryFocalCrossEntropy, categoricalCrossEntropy, categoricalFocalCrossEntropy, klDivergence,
  hinge, squaredHinge, categoricalHinge, perceptron,
];
