import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { twoClassTarget } from '../classTarget.ts';
import { builtInOptions, builtInSource } from './builtInSource.ts';

const table = { file: 'breast-cancer.csv', skipLines: 1, categories: ['malignant', 'benign'] };

/**
 * Breast tumours: 569 samples, 212 malignant (0) and 357 benign (1). The 30 features are mean, standard error and worst value of ten measures of the cells' nuclei: radius,
 * texture, perimeter, area, smoothness, compactness, concavity, concave points, symmetry, fractal dimension.
 *
 * Shapes: input [30]; target [1], 0 or 1, or as `target` says: `index` gives [], `oneHot` [2].
 * Throws a DataError where `test` leaves a part empty.
 * Source: Wolberg, Street, Mangasarian, "Breast Cancer Wisconsin (Diagnostic)", UCI Machine Learning Repository.
 */
export const breastCancer = defineDataSource({
  name: 'breastCancer',
  summary: 'breast tumours: 569 samples, 30 features, malignant or benign',
  options: () => z.strictObject({ ...builtInOptions, target: twoClassTarget }),
  create: options => builtInSource(table, options),
});
