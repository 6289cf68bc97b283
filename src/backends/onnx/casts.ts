import type { DType } from '../../tensor/dtype.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import { dataTypes } from './onnxProto.ts';

/** A value as another element type: a float loses its fraction, a bool is 0 or 1. */
export function castTo(builder: GraphBuilder, value: string, dtype: DType | 'int64' | 'double'): string {
  return builder.node('Cast', [value], { to: { i: dataTypes[dtype] } });
}
