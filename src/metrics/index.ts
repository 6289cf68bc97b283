import type { AnyBuilder } from '../components/definition.ts';
import { accuracy } from './accuracy.ts';
import { auc } from './auc.ts';
import { binaryAccuracy } from './binaryAccuracy.ts';
import { categoricalAccuracy } from './categoricalAccuracy.ts';
import { confusionMatrix } from './confusionMatrix.ts';
import { cosineSimilarityMetric } from './cosineSimilarityMetric.ts';
import { f1 } from './f1.ts';
import { falseNegatives } from './falseNegatives.ts';
import { falsePositives } from './falsePositives.ts';
import { fBeta } from './fBeta.ts';
import { labelAccuracy } from './labelAccuracy.ts';
import { meanMetric } from './meanMetric.ts';
import { precision } from './precision.ts';
import { precisionAtRecall } from './precisionAtRecall.ts';
import { r2 } from './r2.ts';
import { recall } from './recall.ts';
import { recallAtPrecision } from './recallAtPrecision.ts';
import { rootMeanSquaredError } from './rootMeanSquaredError.ts';
import { sensitivityAtSpecificity } from './sensitivityAtSpecificity.ts';
import { specificityAtSensitivity } from './specificityAtSensitivity.ts';
import { sumMetric } from './sumMetric.ts';
import { topKAccuracy } from './topKAccuracy.ts';
import { trueNegatives } from './trueNegatives.ts';
import { truePositives } from './truePositives.ts';

export {
  accuracy, auc, binaryAccuracy, categoricalAccuracy, confusionMatrix, cosineSimilarityMetric, f1,
  falseNegatives, falsePositives, fBeta, labelAccuracy, meanMetric, precision, precisionAtRecall, r2, recall,
  recallAtPrecision, rootMeanSquaredError, sensitivityAtSpecificity, specificityAtSensitivity, sumMetric,
  topKAccuracy, trueNegatives, truePositives,
};

/** The framework's own metrics. A loss can stand in the place of one too: `meanSquaredError`, for example. */
export const metrics: readonly AnyBuilder<'metric'>[] = [
  accuracy, binaryAccuracy, categoricalAccuracy, topKAccuracy, labelAccuracy, precision, recall, fBeta, f1,
  truePositives, trueNegatives, falsePositives, falseNegatives, confusionMatrix, auc,
  sensitivityAtSpecificity, specificityAtSensitivity, precisionAtRecall, recallAtPrecision,
  rootMeanSquaredError, r2, cosineSimilarityMetric, meanMetric, sumMetric,
];
