import type { NodeOf, TensorType } from '../../tensor/graph.ts';

/** A tensor that goes in or out of the model, by its name there. */
export interface Port extends TensorType {
  readonly onnxName: string;
}

/** A piece of state, by its name in our graph, and the tensor that holds it. */
export interface StatePort extends Port {
  readonly name: string;
}

/** Where the values of one of our graph's inputs or outputs lie: from `first` in a tensor. */
export interface Place extends TensorType {
  readonly name: string;
  readonly onnxName: string;
  readonly first: number;
}

/** Tensors other than state, and where the graph's values lie in them. */
export interface Ports {
  readonly tensors: readonly Port[];
  readonly places: readonly Place[];
}

/** An input by its source and name. */
export function inputName({ attributes: { from, name } }: NodeOf<'input'>): string {
  return `${from} ${name}`;
}
