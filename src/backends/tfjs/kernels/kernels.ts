import { convolutionKernels } from './convolution.ts';
import { elementwiseKernels } from './elementwise.ts';
import type { Kernel, KernelOperation } from './kernel.ts';
import { matMul, matMulAdd } from './matMul.ts';
import { poolingKernels } from './pooling.ts';
import { reductionKernels } from './reductions.ts';
import { structuralKernels } from './structural.ts';

/** The kernel of every operation that is a function of its operands. An operation without one does not compile. */
export const kernels: { readonly [K in KernelOperation]: Kernel<K> } = {
  ...elementwiseKernels,
  ...structuralKernels,
  ...reductionKernels,
  matMul,
  matMulAdd,
  ...convolutionKernels,
  ...poolingKernels,
};
