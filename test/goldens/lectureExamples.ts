import type { Adapter } from './golden.ts';
import { fourSamples } from './lectureFourSamples.ts';
import { printedNetwork } from './lecturePrinted.ts';

/** The worked networks of the lectures. */
export const lectureExamples: Adapter = {
  file: 'lecture_examples',
  run: (golden, bench) => ('variants' in golden ? fourSamples(golden, bench) : printedNetwork(golden, bench)),
};
