import type { Graph } from '../../tensor/graph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { operandAt } from './lowering.ts';
import type { Lowering, Value } from './lowering.ts';
import type { GraphProto } from './onnxProto.ts';

/** Adds the nodes of a body whose inputs are named, and gives the name of its output. */
export type LowerBody = (builder: GraphBuilder, body: Graph, inputOf: (name: string) => string) => string;

/** A Scan of ONNX: its body gives the next state twice, to go on with and to keep. Constants are read from the graph around it. */
export function scanLowering(lowerBody: LowerBody): Lowering<'scan'> {
  return (builder, node, operands) => {
    const { body, sequences, reverse } = node.attributes;
    const [state, slices] = [operandAt(operands, 0), operands.slice(1, 1 + sequences)];
    const [, states = ''] = builder.nodeOf(2, 'Scan', [state.name, ...slices.map(({ name }) => name)], {
      body: { g: bodyOf(builder, body, state, slices, operands.slice(1 + sequences), lowerBody) },
      num_scan_inputs: { i: sequences },
      scan_input_directions: { ints: slices.map(() => Number(reverse)) },
      scan_output_directions: { ints: [Number(reverse)] },
    });
    return states;
  };
}

function bodyOf(outer: GraphBuilder, body: Graph, state: Value, slices: readonly Value[], constants: readonly Value[], lowerBody: LowerBody): GraphProto {
  const builder = new GraphBuilder(outer);
  const inner = [state, ...slices.map(slice => ({ ...slice, shape: slice.shape.slice(1) }))];
  const names = [...inner.map(type => builder.input(builder.name('given'), type)), ...constants.map(({ name }) => name)];
  const next = lowerBody(builder, body, name => names[Number(name)] ?? '');
  for (const kept of ['next', 'kept']) builder.output(builder.name(kept), next, state);
  return builder.graph('body');
}
