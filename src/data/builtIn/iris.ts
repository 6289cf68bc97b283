import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { classTarget } from '../classTarget.ts';
import { builtInOptions, builtInSource } from './builtInSource.ts';

const table = { file: 'iris.csv', skipLines: 1, categories: ['setosa', 'versicolor', 'virginica'] };

/**
 * Iris flowers: 150 samples of three species, 50 of each. The features are length and width of the sepal, length and width of the petal, in centimetres.
 *
 * Shapes: input [4]; target [], the class index, or [3] with `target: oneHot`.
 * Throws a DataError where `test` leaves a part empty.
 * Source: Fisher, "The use of multiple measurements in taxonomic problems" (1936).
 */
export const iris = defineDataSource({
  name: 'iris',
  summary: 'iris flowers: 150 samples, 4 features, 3 species',
  options: () => z.strictObject({ ...builtInOptions, target: classTarget }),
  create: options => builtInSource(table, options),
});
