import type { Graph, GraphNode } from '../../src/tensor/graph.ts';
import { nodeOf } from '../../src/graph/simplify.ts';

/** Every scaled product of a graph as an equation, a line each; what is no sum, product or input is its operation in brackets. */
export function foldedUpdates({ nodes, outputs, assignments }: Graph): string {
  const lines = nodes.flatMap((node, id) => {
    if (node.op !== 'matMulAdd') return [];
    const [, , addend = -1, alpha = -1, beta = -1] = node.inputs;
    const names = [...Object.entries(outputs), ...Object.entries(assignments)].flatMap(([name, own]) => (own === id ? [name] : []));
    const scaled = (factor: number, text: string) => (textOf(factor, nodes) === '1' ? text : `${textOf(factor, nodes)}·${text}`);
    return [`${names.join(', ') || '[sum]'} = ${scaled(alpha, 'product')} + ${scaled(beta, textOf(addend, nodes))}`];
  });
  return lines.join('\n') || 'no scaled products';
}

/** True where the new state is a scaled product upon the state itself, which nothing reads later: it can be computed in place. */
export function isOverOwnState({ nodes, assignments }: Graph, state: string): boolean {
  const root = assignments[state] ?? -1;
  const node = nodeOf(nodes, root);
  const own = nodes.findIndex(other => other.op === 'input' && other.attributes.from === 'state' && other.attributes.name === state);
  return node.op === 'matMulAdd' && node.inputs.indexOf(own) === 2 && node.inputs.lastIndexOf(own) === 2 && nodes.every(({ inputs }, id) => id <= root || !inputs.includes(own));
}

const signs: Readonly<Partial<Record<GraphNode['op'], string>>> = { add: ' + ', subtract: ' − ', multiply: '·', divide: ' / ' };

function textOf(id: number, nodes: readonly GraphNode[]): string {
  const node = nodeOf(nodes, id);
  if (node.op === 'input') return node.attributes.name;
  if (node.op === 'constant') return String(node.attributes.values[0]);
  const operands = node.inputs.map(input => textOf(input, nodes));
  if (node.op === 'negate') return `−${operands.join('')}`;
  const sign = signs[node.op];
  if (sign === undefined) return `[${node.op}]`;
  return node.op === 'multiply' ? operands.join(sign) : `(${operands.join(sign)})`;
}
