import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { classTarget } from '../classTarget.ts';
import { builtInOptions, builtInSource } from './builtInSource.ts';

const table = { file: 'wine.csv', skipLines: 1, categories: ['class_0', 'class_1', 'class_2'] };

/**
 * Wines of three growers: 178 samples, 59, 71 and 48 of each. The 13 features are the results of a chemical analysis, in units of very different size: alcohol, malic acid, ash,
 * alcalinity of ash, magnesium, total phenols, flavanoids, nonflavanoid phenols, proanthocyanins, colour intensity, hue, OD280/OD315 of diluted wines, proline.
 *
 * Shapes: input [13]; target [], the class index, or [3] with `target: oneHot`.
 * Throws a DataError where `test` leaves a part empty.
 * Source: Aeberhard, Forina, "Wine", UCI Machine Learning Repository.
 */
export const wine = defineDataSource({
  name: 'wine',
  summary: 'wines: 178 samples, 13 features, 3 growers',
  options: () => z.strictObject({ ...builtInOptions, target: classTarget }),
  create: options => builtInSource(table, options),
});
