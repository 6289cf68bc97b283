import type { Lecture } from './lecture.ts';

/** The systems of the lecture notes, in their order. */
export const lectureNames = [
  'perceptron', 'logistic-regression', 'softmax', 'chain-rule', 'mini-batch-backpropagation', 'bike-sharing', 'toolkit', 'worked-examples', 'batch-gradient-descent', 'digits', 'matrix-form',
  'four-equations', 'mnist',
] as const;

/** A lecture by the name of its folder. */
export async function loadLecture(name: string): Promise<Lecture> {
  const { lecture } = await import(`./${name}/lecture.ts`) as { readonly lecture: Lecture };
  return lecture;
}
