import type { Operation } from '../../../tensor/operations.ts';
import type { Kernel } from './kernel.ts';
import { run } from './kernel.ts';
import { same } from './structural.ts';

type Reduction = Extract<Operation, 'sum' | 'max' | 'argMax'>;

/** Reductions. Under automatic differentiation every maximum of a tie gets the whole derivative of `max`. */
export const reductionKernels: { readonly [K in Reduction]: Kernel<K> } = {
  sum: (context, { attributes: { axes } }, x) => (axes.length === 0 ? same(context, x) : run(context, 'Sum', { x }, { axis: [...axes], keepDims: false })),
  max: (context, { attributes: { axes } }, x) => (axes.length === 0 ? same(context, x) : run(context, 'Max', { x }, { reductionIndices: [...axes], keepDims: false })),
  argMax: (context, { attributes: { axis } }, x) => run(context, 'ArgMax', { x }, { axis }),
};
