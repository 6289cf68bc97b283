import type { Shape } from '../../tensor/shape.ts';
import { castTo } from './casts.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import { operandAt } from './lowering.ts';
import type { Lowering } from './lowering.ts';

/** Operations that move values, or change their type alone. */
export const structuralLowerings: { readonly [K in 'constant' | 'detach' | 'cast' | 'reshape' | 'transpose' | 'broadcastTo' | 'slice' | 'concat' | 'pad']: Lowering<K> } = {
  constant: (builder, { attributes: { values, shape, dtype } }) => {
    const [first] = values;
    const same = values.length > 64 && values.every(value => Object.is(value, first));
    return same ? expand(builder, builder.scalar(first ?? 0, dtype), shape) : builder.tensor(values, shape, dtype);
  },
  detach: (_, __, operands) => operandAt(operands, 0).name,
  cast: (builder, { dtype }, operands) => castTo(builder, operandAt(operands, 0).name, dtype),
  reshape: (builder, { shape }, operands) => reshape(builder, operandAt(operands, 0).name, shape),
  transpose: (builder, { attributes: { permutation } }, operands) => transpose(builder, operandAt(operands, 0).name, permutation),
  broadcastTo: (builder, { shape }, operands) => expand(builder, operandAt(operands, 0).name, shape),
  slice: (builder, { attributes: { begin, size } }, operands) => {
    const ends = begin.map((first, axis) => first + (size[axis] ?? 0));
    return builder.node('Slice', [operandAt(operands, 0).name, builder.int64s(begin), builder.int64s(ends)]);
  },
  concat: (builder, { attributes: { axis } }, operands) => builder.node('Concat', operands.map(({ name }) => name), { axis: { i: axis } }),
  pad: (builder, { attributes: { before, after } }, operands) => builder.node('Pad', [operandAt(operands, 0).name, builder.int64s([...before, ...after])]),
};

/** The same elements under another shape; an extent of 0 is one. */
export function reshape(builder: GraphBuilder, value: string, shape: Shape): string {
  return builder.node('Reshape', [value, builder.int64s(shape)], { allowzero: { i: 1 } });
}

export function transpose(builder: GraphBuilder, value: string, permutation: readonly number[]): string {
  return builder.node('Transpose', [value], { perm: { ints: permutation } });
}

/** A value repeated along axes, to a shape. */
export function expand(builder: GraphBuilder, value: string, shape: Shape): string {
  return builder.node('Expand', [value, builder.int64s(shape)]);
}
