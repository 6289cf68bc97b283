import type { DType } from './dtype.ts';
import type { Operation, OperationTable } from './operations.ts';
import type { Shape } from './shape.ts';

/** The type of a value in a graph. */
export interface TensorType {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** One operation of a graph and the value that it gives. A node is named by its position in `Graph.nodes`. */
export interface NodeOf<K extends Operation> extends TensorType {
  readonly op: K;
  readonly inputs: readonly number[];
  readonly attributes: OperationTable[K];
  /** The path of the layer that recorded the node, for errors and printing. */
  readonly path: string;
}

export type GraphNode = { readonly [K in Operation]: NodeOf<K> }[Operation];

/**
 * A computation as data: nodes in an order in which each comes after its inputs, names for the values that the caller reads (`outputs`),
 * and names of the state that takes a new value when the step ends (`assignments`).
 */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly outputs: Readonly<Record<string, number>>;
  readonly assignments: Readonly<Record<string, number>>;
}
