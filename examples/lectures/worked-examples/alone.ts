import { createRun, meanSquaredError, sgd } from 'chainrule';
import type { Reference } from 'chainrule';
import { rowsOf } from '../matrix.ts';
import { oracle } from '../openConfig.ts';

/** What a layer gives forward for x, and backward for dy. */
export interface Alone {
  readonly y: readonly number[];
  readonly dx: readonly number[];
  /** ∂C/∂W, row by row; empty for a layer without a kernel. */
  readonly dKernel: readonly number[];
}

/** Runs one layer by itself on the numbers that a slide goes on with. Under C = ½Σ(y − t)² with t = y − dy, ∂C/∂y is dy. */
export async function alone(layer: Reference<'layer'>, x: readonly number[], dy: readonly number[]): Promise<Alone> {
  await using run = await createRun({
    ...oracle, model: [layer], loss: meanSquaredError({ half: true, reduction: 'sum' }), optimizer: sgd(),
    shapes: { inputs: [[x.length]], targets: [[dy.length]] },
  });
  const y = rowsOf((await run.predict([x]))[0]).flat();
  const { inputs, parameters } = await run.gradients({ inputs: [x], targets: [y.map((value, index) => value - (dy[index] ?? 0))] });
  const kernel = Object.entries(parameters).find(([path]) => path.endsWith('/kernel'));
  return { y, dx: rowsOf(inputs[0]).flat(), dKernel: Array.from(kernel?.[1].values ?? []) };
}
