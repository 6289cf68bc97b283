import { ShapeError } from '../errors.ts';
import { binaryFunctions, comparisonFunctions, unaryFunctions } from './elementwise.ts';
import type { DType } from './dtype.ts';
import type { ElementwiseOperation } from './elementwise.ts';
import type { TensorType } from './graph.ts';
import { broadcastShapes, formatShape } from './shape.ts';

type Infer = (inputs: readonly TensorType[]) => TensorType;

/** Element-wise operations broadcast their operands and demand dtypes that agree. */
export const inferElementwise = {
  ...each(unaryFunctions, name => inputs => elementwise(name, inputs, ['float', 'int32'])),
  ...each(binaryFunctions, name => inputs => elementwise(name, inputs, ['float', 'int32'])),
  ...each(comparisonFunctions, name => inputs => ({ ...elementwise(name, inputs, ['float', 'int32', 'bool']), dtype: 'bool' })),
  logicalAnd: (inputs: readonly TensorType[]) => elementwise('logicalAnd', inputs, ['bool']),
  logicalOr: (inputs: readonly TensorType[]) => elementwise('logicalOr', inputs, ['bool']),
  logicalNot: (inputs: readonly TensorType[]) => elementwise('logicalNot', inputs, ['bool']),
  select: ([condition, ...values]: readonly TensorType[]) => {
    if (condition?.dtype !== 'bool') throw new ShapeError('select needs a bool condition', { got: condition?.dtype, expected: 'bool' });
    const type = elementwise('select', values, ['float', 'int32', 'bool']);
    return elementwise('select', [{ ...condition, dtype: type.dtype }, type], [type.dtype]);
  },
} satisfies Record<ElementwiseOperation, Infer>;

function elementwise(op: string, inputs: readonly TensorType[], allowed: readonly DType[]): TensorType {
  return inputs.reduce((left, right) => {
    if (left.dtype !== right.dtype || !allowed.includes(right.dtype)) {
      throw new ShapeError(`${op} of dtypes that do not fit`, { got: inputs.map(type => type.dtype).join(' and '), expected: `the same, one of ${allowed.join(', ')}`, next: `cast it: x.cast('${allowed[0] ?? 'float'}')` });
    }
    const shape = broadcastShapes(left.shape, right.shape);
    if (shape === undefined) {
      throw new ShapeError(`${op} of shapes that do not meet`, {
        got: inputs.map(type => formatShape(type.shape)).join(' and '),
        expected: 'extents that agree or are 1, aligned at the last axis',
      });
    }
    return { shape, dtype: right.dtype };
  }, inputs[0] ?? { shape: [], dtype: 'float' });
}

function each<T extends object>(functions: T, make: (name: string) => Infer): { [K in keyof T]: Infer } {
  return Object.fromEntries(Object.keys(functions).map(name => [name, make(name)])) as { [K in keyof T]: Infer };
}
