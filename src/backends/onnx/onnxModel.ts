import { nodeOf } from '../../graph/simplify.ts';
import type { Graph, GraphNode, NodeOf } from '../../tensor/graph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { lowerNodes } from './lowerings.ts';
import type { Label } from './lowerings.ts';
import { encodeModel } from './onnxProto.ts';
import { packOutputs, unpackInputs } from './packing.ts';
import { inputName } from './ports.ts';
import type { Ports, StatePort } from './ports.ts';

/** The operator set that graphs are lowered to, and the version of the file format that knows it. */
const opset = 20;
const irVersion = 9;

/** A graph as an ONNX model in memory. */
export interface OnnxModel {
  readonly bytes: Uint8Array;
  readonly states: readonly StatePort[];
  /** Feeds, scalars and noise; places are named by source and name. */
  readonly inputs: Ports;
  /** What is not known beforehand: constants are left out. */
  readonly outputs: Ports;
  /** New values of state. State that is assigned itself is left as it is. */
  readonly assignments: readonly StatePort[];
}

/**
 * Lowers a graph. Each tensor of a call costs microseconds: where `packed`, all inputs of a dtype come in one, and outputs go out in one, which a copy inside the
 * model takes apart.
 */
export function toOnnx(graph: Graph, packed: boolean, label?: Label): OnnxModel {
  const builder = new GraphBuilder();
  const inputs = graph.nodes.filter(node => node.op === 'input');
  const states = inputs.filter(isState).map(node => statePort('state', node.attributes.name, node));
  for (const port of states) builder.input(port.onnxName, port);
  const given = unpackInputs(builder, inputs.filter(node => !isState(node)), packed);
  const values = lowerNodes(builder, graph, node => given.values.get(inputName(node)) ?? inputName(node), label);
  builder.label = '';
  const valueOf = (id: number) => ({ ...nodeOf(graph.nodes, id), value: values[id] ?? '' });
  const computed = Object.entries(graph.outputs).filter(([, id]) => nodeOf(graph.nodes, id).op !== 'constant');
  const outputs = packOutputs(builder, computed.map(([name, id]) => ({ ...valueOf(id), name })), packed);
  const assignments = Object.entries(changing(graph)).map(([name, id]) => {
    const port = statePort('new', name, nodeOf(graph.nodes, id));
    builder.output(port.onnxName, valueOf(id).value, port);
    return port;
  });
  return { bytes: encodeStep(builder), states, inputs: given.ports, outputs, assignments };
}

/** The bytes of a model of what was built. */
export function encodeStep(builder: GraphBuilder): Uint8Array {
  return encodeModel({ irVersion, producerName: 'chainrule', graph: builder.graph('step'), opsetImport: [{ domain: '', version: opset }] });
}

function isState({ attributes: { from } }: NodeOf<'input'>): boolean {
  return from === 'state';
}

function statePort(kind: string, name: string, { shape, dtype }: GraphNode): StatePort {
  return { name, onnxName: `${kind} ${name}`, shape, dtype };
}

function changing({ nodes, assignments }: Graph): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(assignments).filter(([name, id]) => {
    const node = nodeOf(nodes, id);
    return node.op !== 'input' || !isState(node) || node.attributes.name !== name;
  }));
}
