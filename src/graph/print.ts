import type { Graph, GraphNode } from '../tensor/graph.ts';

/** The graph as text, one node a line: `%4 = matMul(%1, %3) : float[128, 10]  # dense`. */
export function printGraph(graph: Graph): string {
  const nodes = graph.nodes.map((node, id) => `%${id} = ${printCall(node)} : ${printType(node)}${node.path === '' ? '' : `  # ${node.path}`}`);
  const outputs = Object.entries(graph.outputs).map(([name, id]) => `output ${name} = %${id}`);
  const assignments = Object.entries(graph.assignments).map(([name, id]) => `assign ${name} = %${id}`);
  return [...nodes, ...outputs, ...assignments].join('\n');
}

/** The graph in the DOT language of Graphviz, nodes grouped by layer. */
export function printGraphviz(graph: Graph): string {
  const paths = [...new Set(graph.nodes.map(node => node.path))];
  const clusters = paths.map((path, index) => printCluster(graph, path, index));
  const edges = graph.nodes.flatMap((node, id) => node.inputs.map(input => `  n${input} -> n${id};`));
  const ends = Object.entries({ ...graph.outputs, ...graph.assignments }).flatMap(([name, id], index) => [
    `  o${index} [label=${quote(name)}, shape=box, style=bold];`, `  n${id} -> o${index};`,
  ]);
  return ['digraph step {', '  rankdir=TB; node [shape=ellipse, fontname="sans-serif"];', ...clusters, ...edges, ...ends, '}'].join('\n');
}

function printCluster(graph: Graph, path: string, index: number): string {
  const lines = graph.nodes.flatMap((node, id) => (node.path === path ? [`n${id} [label=${quote(`${label(node)}\n${printType(node)}`)}];`] : []));
  return path === '' ? lines.map(line => `  ${line}`).join('\n')
    : [`  subgraph cluster${index} { label=${quote(path)};`, ...lines.map(line => `    ${line}`), '  }'].join('\n');
}

function label(node: GraphNode): string {
  return node.op === 'input' ? node.attributes.name : node.op;
}

function printCall(node: GraphNode): string {
  const operands = node.inputs.map(id => `%${id}`);
  return `${node.op}(${[...operands, ...printAttributes(node)].join(', ')})`;
}

function printAttributes(node: GraphNode): readonly string[] {
  if (node.op === 'input') return [`${node.attributes.from} ${node.attributes.name}`];
  if (node.op === 'constant') return [printValues(node.attributes.values)];
  const entries = Object.entries(node.attributes as Readonly<Record<string, unknown>>);
  return entries.filter(([, value]) => value !== false).map(([name, value]) => (value === true ? name : `${name}: ${JSON.stringify(value)}`));
}

function printValues(values: readonly number[]): string {
  return values.length === 1 ? String(values[0]) : `${values.slice(0, 4).join(' ')}${values.length > 4 ? ' …' : ''}`;
}

function printType(node: GraphNode): string {
  return `${node.dtype}[${node.shape.join(', ')}]`;
}

function quote(text: string): string {
  return JSON.stringify(text).replaceAll('\\\\n', '\\n');
}
