import type { NodeOf, TensorType } from '../../tensor/graph.ts';
import type { Operation } from '../../tensor/operations.ts';
import type { GraphBuilder } from './graphBuilder.ts';

/** A value of the ONNX graph: an operand of the node that is being lowered. */
export interface Value extends TensorType {
  readonly name: string;
  /** The number, where the value is a constant of one element. */
  readonly constant?: number;
}

/** Adds the ONNX nodes that compute an operation and gives the name of their result, which has the shape and dtype of the node. */
export type Lowering<K extends Operation> = (builder: GraphBuilder, node: NodeOf<K>, operands: readonly Value[]) => string;

/** An operation that this backend does not run, and what to do about it. */
export interface Missing {
  readonly missing: string;
}

/** Inputs of a graph, which the caller of a lowering names. */
export type Source = 'source';

/** An answer for every operation: a new row of the operation table does not compile until it stands here. */
export type LoweringTable = { readonly [K in Operation]: Lowering<K> | Source | Missing };

/** The operand at a position; a node has as many as its operation takes. */
export function operandAt(operands: readonly Value[], position: number): Value {
  const operand = operands[position];
  if (operand === undefined) throw new Error(`operand ${position} of ${operands.length}`);
  return operand;
}
