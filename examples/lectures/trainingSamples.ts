import type { Run } from 'chainrule';
import { rowsOf } from './matrix.ts';
import type { Matrix } from './matrix.ts';

/** Samples with their targets, a row each. */
export interface Samples {
  readonly inputs: Matrix;
  readonly targets: Matrix;
}

/** The training data of a run. */
export function trainingSamples(run: Run): Samples {
  const { inputs: [x], targets: [y] } = run.parts.data?.train ?? { inputs: [], targets: [] };
  return { inputs: rowsOf(x), targets: rowsOf(y) };
}
