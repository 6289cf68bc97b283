import type { Adapter } from './golden.ts';
import { trainingCase } from './trainingCase.ts';

/** Short runs from given weights, whole: losses of the epochs, accuracies, and the weights at the end. */
export const training: Adapter = { file: 'training', run: trainingCase };
