import { numpy as np } from '@jax-js/jax';
import { missingOperations } from 'chainrule';
import type { Gap, Graph, GraphNode, NodeOf, Operation } from 'chainrule';
import { elementwiseKernels } from './elementwise.ts';
import { imageKernels } from './images.ts';
import { dtypes } from './jaxArray.ts';
import type { JaxArray } from './jaxArray.ts';
import type { Kernel } from './kernel.ts';
import { structuralKernels } from './structural.ts';

const differentiation = 'automatic differentiation runs on tfjs: set gradients to backprop or backend to tfjs';

/** The kernel of every operation, or why there is none. An operation that chainrule adds does not compile here until it has an answer. */
const kernels: { readonly [K in Exclude<Operation, 'input'>]: Kernel<K> | string } = {
  ...elementwiseKernels,
  ...structuralKernels,
  ...imageKernels,
  scan,
  gradient: differentiation,
  surrogate: differentiation,
};

/** The operations of a graph that have no kernel here. */
export function gapsOf(graph: Graph): readonly Gap[] {
  return missingOperations(graph, operation => {
    const kernel = operation === 'input' ? undefined : kernels[operation];
    return typeof kernel === 'string' ? kernel : undefined;
  });
}

/** The values that a graph names, as arrays of jax-js or as the tracers that stand for them. */
export type Results = { readonly [Names in 'outputs' | 'assignments']: Record<string, JaxArray> };

/** Runs a graph. Every value has one reference here until the end, and every operand one of its own. */
export function evaluate({ nodes, outputs, assignments }: Graph, inputOf: (node: NodeOf<'input'>) => JaxArray | undefined): Results {
  const values: JaxArray[] = [];
  const referenceTo = (id: number) => found(values[id]).ref;
  for (const node of nodes) values.push(node.op === 'input' ? found(inputOf(node)) : compute(node, node.inputs.map(referenceTo)));
  const named = (names: Graph['outputs']) => Object.fromEntries(Object.entries(names).map(([name, id]) => [name, referenceTo(id)]));
  const results = { outputs: named(outputs), assignments: named(assignments) };
  for (const value of values) value.dispose();
  return results;
}

function compute<K extends Exclude<Operation, 'input'>>(node: NodeOf<K> & GraphNode, operands: readonly JaxArray[]): JaxArray {
  const kernel: Kernel<K> | string = kernels[node.op];
  if (typeof kernel === 'string') throw new Error(`${node.op} is a gap: ${kernel}`);
  return kernel(node, ...operands);
}

/** A recurrence, written out: its body once for each time. */
function scan({ shape, dtype, attributes: { body, sequences, reverse } }: NodeOf<'scan'>, first: JaxArray, ...others: JaxArray[]): JaxArray {
  const times = Array.from({ length: shape[0] ?? 0 }, (_, t) => t);
  const states: JaxArray[] = [];
  let state = first;
  for (const t of reverse ? times.toReversed() : times) {
    const own = others.map((operand, index) => (index < sequences ? operand.ref.slice(t) : operand.ref));
    state = nextState(body, [state, ...own]);
    states[t] = state.ref;
  }
  for (const array of [state, ...others]) array.dispose();
  return states.length === 0 ? np.zeros([...shape], { dtype: dtypes[dtype] }) : np.stack(states);
}

function nextState(body: Graph, operands: readonly JaxArray[]): JaxArray {
  const { outputs } = evaluate(body, ({ attributes: { name } }) => operands[Number(name)]?.ref);
  for (const operand of operands) operand.dispose();
  return found(outputs['y']);
}

/** Graphs are well formed and their nodes in order: a value that is not there is a bug. */
function found(value: JaxArray | undefined): JaxArray {
  if (value === undefined) throw new Error('a node is read that has no value');
  return value;
}
