import { describe, expect, it } from 'vitest';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import { fusedRegions, singleRegions } from '../../src/graph/regions.ts';
import { simplify } from '../../src/graph/simplify.ts';
import type { Graph } from '../../src/tensor/graph.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

type Input = (name: string, shape: Shape) => Tensor;

function graphOf(record: (input: Input, state: Input) => { readonly outputs?: Record<string, Tensor>; readonly assignments?: Record<string, Tensor> }): Graph {
  const recorder = new GraphRecorder();
  const from = (source: 'feed' | 'state'): Input => (name, shape) => recorder.input({ from: source, name }, { shape, dtype: 'float' });
  const { outputs = {}, assignments = {} } = record(from('feed'), from('state'));
  return simplify(recorder.graph(outputs, assignments));
}

/** Regions as text: operations, those that are stored in capitals. */
function regionsOf(graph: Graph): readonly string[] {
  return fusedRegions(graph).map(({ nodes, stored }) => nodes.map(id => (stored.includes(id) ? graph.nodes[id]?.op.toUpperCase() : graph.nodes[id]?.op)).join(' '));
}

describe('fusedRegions', () => {
  it('evaluates a chain in one pass and stores its end', () => {
    expect(regionsOf(graphOf(x => ({ outputs: { y: x('x', [4, 3]).add(x('b', [3])).relu().mul(2) } })))).toEqual(['add relu MULTIPLY']);
  });

  it('stores what a product reads, and computes a mask where it is used, not where it could be', () => {
    const graph = graphOf(x => {
      const hidden = x('x', [4, 3]).add(x('b', [3])).relu();
      const product = hidden.matMul(x('w', [3, 3]));
      return { outputs: { y: product.mul(hidden.greater(0).cast('float')) } };
    });
    expect(regionsOf(graph)).toEqual(['add RELU', 'MATMUL', 'less cast MULTIPLY']);
  });

  it('lets slots and update of an optimizer share a pass', () => {
    const graph = graphOf((x, state) => {
      const g = x('a', [5, 3]).T.matMul(x('d', [5, 2]));
      const m = state('m', [3, 2]).mul(0.9).add(g.mul(0.1));
      const v = state('v', [3, 2]).mul(0.99).add(g.mul(g).mul(0.01));
      return { assignments: { m, v, w: state('w', [3, 2]).sub(m.div(v.sqrt().add(1e-7))) } };
    });
    expect(regionsOf(graph)).toEqual(['MATMUL', 'multiply multiply ADD multiply multiply multiply ADD sqrt add divide SUBTRACT']);
  });

  it('sums all elements of a chain as it computes them, and stores what else is read of it', () => {
    const penalty = graphOf((_, state) => ({ outputs: { l: state('w', [4, 3]).mul(state('w', [4, 3])).sum() } }));
    expect(regionsOf(penalty)).toEqual(['multiply SUM']);
    const loss = graphOf(x => {
      const squared = x('a', [4, 3]).sub(x('b', [3])).square();
      return { outputs: { squared, mean: squared.sum().div(12) } };
    });
    expect(regionsOf(loss)).toEqual(['subtract MULTIPLY SUM', 'DIVIDE']);
    const twice = graphOf(x => {
      const e = x('x', [4, 3]).exp();
      return { outputs: { total: e.sum(), rows: e.sum(1), whole: x('y', [1, 1]).exp().sum() } };
    });
    expect(regionsOf(twice)).toEqual(['EXP', 'SUM', 'SUM', 'exp SUM']);
  });

  it('does not join through a reshape, another shape, or a path that leads out of the region', () => {
    const graph = graphOf(x => {
      const e = x('x', [4, 3]).exp();
      return { outputs: { y: e.div(e.sum(1).reshape([4, 1])).reshape([12]).mul(2) } };
    });
    expect(regionsOf(graph)).toEqual(['EXP', 'SUM', 'DIVIDE', 'MULTIPLY']);
  });

  it('gives each region after those that it reads', () => {
    const graph = graphOf((x, state) => {
      const a = x('x', [4]).add(1);
      const total = a.sum();
      const slot = state('s', [4]).add(a);
      return { outputs: { t: slot.max().add(total) }, assignments: { s: slot, w: slot.mul(total) } };
    });
    const seen = new Set<number>();
    const inside = new Set(singleRegions(graph).flatMap(({ nodes }) => nodes));
    for (const { nodes, stored } of fusedRegions(graph)) {
      for (const input of nodes.flatMap(id => graph.nodes[id]?.inputs ?? [])) expect(!inside.has(input) || seen.has(input) || nodes.includes(input)).toBe(true);
      for (const id of stored) seen.add(id);
    }
    expect(fusedRegions(graph).flatMap(({ nodes }) => nodes).sort()).toEqual([...inside].sort());
  });
});
