import type { DType } from '../../tensor/dtype.ts';
import { elementwiseFunctions } from '../../tensor/elementwise.ts';
import type { ElementwiseOperation } from '../../tensor/elementwise.ts';
import type { Operation } from '../../tensor/operations.ts';
import { bindElementwise } from './elementwiseLoop.ts';
import type { NumberFunction } from './elementwiseLoop.ts';
import type { Kernel } from './kernel.ts';
import { asRows, broadcastStrides } from './strides.ts';

/** The kernels of all element-wise operations, from the table that defines what they mean. */
export const elementwiseKernels = Object.fromEntries(
  Object.entries(elementwiseFunctions).map(([name, f]) => [name, elementwise(() => f)]),
) as { readonly [K in ElementwiseOperation]: Kernel<K> };

/** Storing into an Int32Array drops the fraction; a bool is 1 where the value is not 0. */
export const castKernel: Kernel<'cast'> = elementwise<'cast'>(dtype => (dtype === 'bool' ? x => (x !== 0 ? 1 : 0) : x => x));

function elementwise<K extends Operation>(functionFor: (dtype: DType) => NumberFunction): Kernel<K> {
  return {
    inPlace: true,
    bind(node, operands, output) {
      const strides = operands.map(operand => broadcastStrides(operand.shape, node.shape));
      const rows = asRows({ extents: node.shape, strides });
      return bindElementwise(functionFor(node.dtype), rows, operands.map(operand => operand.values), output);
    },
  };
}
