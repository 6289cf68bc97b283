import type { AttributeProto, GraphProto, NodeProto } from './onnxProto.ts';

/** A graph with values renamed, in the graphs of its attributes too, which may read them. */
export function withNames(graph: GraphProto, names: ReadonlyMap<string, string>): GraphProto {
  const renamed = (name: string) => names.get(name) ?? name;
  const attribute = (own: AttributeProto): AttributeProto => (own.g === undefined ? own : { ...own, g: withNames(own.g, names) });
  const node = (own: NodeProto): NodeProto => ({ ...own, input: own.input.map(renamed), output: own.output.map(renamed), attribute: own.attribute.map(attribute) });
  return { ...graph, node: graph.node.map(node) };
}
