import { nodeOf } from '../../graph/simplify.ts';
import type { Graph, NodeOf, TensorType } from '../../tensor/graph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { lowerNodes } from './lowerings.ts';
import { encodeModel } from './onnxProto.ts';

/** The operator set that graphs are lowered to, and the version of the file format that knows it. */
const opset = 20;
const irVersion = 9;

/** A value that goes in or out of the model under an ONNX name, and the name that our graph has for it. */
export interface Port extends TensorType {
  readonly onnxName: string;
  readonly name: string;
}

/** A graph as an ONNX model in memory. */
export interface OnnxModel {
  readonly bytes: Uint8Array;
  readonly inputs: readonly (Port & { readonly node: NodeOf<'input'> })[];
  readonly outputs: readonly Port[];
  /** New values of state. */
  readonly assignments: readonly Port[];
}

/** Lowers a graph. State that is assigned itself is left as it is. */
export function toOnnx(graph: Graph): OnnxModel {
  const builder = new GraphBuilder();
  const inputs = graph.nodes.filter(node => node.op === 'input').map(inputPort);
  for (const { onnxName, node } of inputs) builder.input(onnxName, node);
  const values = lowerNodes(builder, graph, node => inputPort(node).onnxName);
  builder.label = '';
  const ports = (names: Readonly<Record<string, number>>, kind: string) => Object.entries(names).map(([name, id]): Port => {
    const { shape, dtype } = nodeOf(graph.nodes, id);
    const port = { name, onnxName: `${kind} ${name}`, shape, dtype };
    builder.output(port.onnxName, values[id] ?? '', port);
    return port;
  });
  const [outputs, assignments] = [ports(graph.outputs, 'output'), ports(changing(graph), 'new')];
  return { bytes: encodeStep(builder), inputs, outputs, assignments };
}

/** The bytes of a model of what was built. */
export function encodeStep(builder: GraphBuilder): Uint8Array {
  return encodeModel({ irVersion, producerName: 'chainrule', graph: builder.graph('step'), opsetImport: [{ domain: '', version: opset }] });
}

function inputPort(node: NodeOf<'input'>): Port & { readonly node: NodeOf<'input'> } {
  const { attributes: { from, name }, shape, dtype } = node;
  return { name, onnxName: `${from} ${name}`, shape, dtype, node };
}

function changing({ nodes, assignments }: Graph): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(assignments).filter(([name, id]) => {
    const node = nodeOf(nodes, id);
    return node.op !== 'input' || node.attributes.from !== 'state' || node.attributes.name !== name;
  }));
}
