import { describe, expect, it } from 'vitest';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import { joinGraphs } from '../../src/graph/join.ts';
import { printGraph, printGraphviz } from '../../src/graph/print.ts';
import { simplify } from '../../src/graph/simplify.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { evaluate } from '../backends/typescript/evaluate.ts';

/** The simplified graph of a function of x [2, 3] and w [3, 2], as text. */
function simplified(f: (x: Tensor, w: Tensor) => Tensor): string {
  const recorder = new GraphRecorder();
  const input = (name: string, shape: readonly number[]) => recorder.input({ from: 'feed', name }, { shape, dtype: 'float' });
  return printGraph(simplify(recorder.graph({ y: f(input('x', [2, 3]), input('w', [3, 2])) })));
}
const operations = (text: string) => [...text.matchAll(/= (\w+)\(/g)].map(([, op]) => op);

describe('simplify', () => {
  it('folds constants in float64', () => {
    expect(simplified(x => x.mul(x.constant(2).mul(0.5).add(3).exp()))).toContain(`constant(${Math.exp(4)})`);
  });

  it('leaves to the backend what int32 rounds', () => {
    const text = simplified(x => x.cast('int32').add(x.constant(7, [], 'int32').div(2).mul(2)));
    expect(operations(text).filter(op => op === 'divide')).toHaveLength(1);
    expect(simplified(x => x.cast('int32').add(x.constant(6, [], 'int32').div(2).mul(2)))).toContain('constant(6)');
    expect(evaluate('float64', [{ shape: [], values: [1], dtype: 'int32' }], x => x.add(x.constant(7, [], 'int32').div(2).mul(2)))).toEqual([7]);
    expect(operations(simplified(x => x.cast('int32').add(x.constant(1e10).cast('int32'))))).toEqual(['input', 'cast', 'constant', 'cast', 'add']);
  });

  it('drops what leaves a value as it is', () => {
    const same = [
      (x: Tensor) => x.add(0), (x: Tensor) => x.mul(1), (x: Tensor) => x.div(1), (x: Tensor) => x.sub(0), (x: Tensor) => x.pow(1), (x: Tensor) => x.constant(1).mul(x),
      (x: Tensor) => x.reshape([6]).reshape([2, 3]), (x: Tensor) => x.T.T, (x: Tensor) => x.negate().negate(), (x: Tensor) => x.broadcastTo([2, 3]),
      (x: Tensor) => x.slice([0, 0], [2, 3]), (x: Tensor) => x.detach(), (x: Tensor) => x.concat([], 0),
    ];
    for (const f of same) expect(operations(simplified(f))).toEqual(['input']);
  });

  it('keeps what changes shape or value', () => {
    expect(operations(simplified(x => x.constant(1).mul(x.sum())))).toEqual(['input', 'sum']);
    expect(operations(simplified(x => x.sum().add(x.constant(0, [4]))))).toContain('add');
    expect(operations(simplified(x => x.mul(0)))).toContain('multiply');
  });

  it('shares common subexpressions and removes dead nodes', () => {
    const text = simplified((x, w) => {
      w.exp();
      return x.exp().add(x.exp());
    });
    expect(operations(text)).toEqual(['input', 'exp', 'add']);
  });

  it('draws transposes into matrix products', () => {
    expect(simplified((x, w) => x.T.matMul(w.T))).toContain('matMul(%0, %1, transposeLeft, transposeRight)');
  });

  it('tells NaN, the infinities and both zeros apart', () => {
    const text = simplified(x => [Number.NaN, Infinity, -Infinity, 0, -0].reduce<Tensor>((sum, value) => sum.add(x.minimum(x.constant(value))), x));
    expect(text.match(/constant/g)).toHaveLength(5);
  });

  it('keeps detach where the backend differentiates', () => {
    const recorder = new GraphRecorder();
    const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [], dtype: 'float' });
    const y = x.mul(x.detach());
    const gradient = recorder.record('gradient', [y, x], {});
    expect(operations(printGraph(simplify(recorder.graph({ gradient }))))).toEqual(['input', 'detach', 'multiply', 'gradient']);
  });
});

describe('joinGraphs', () => {
  it('reads in the second what the first assigns, and keeps nothing in between', () => {
    const state = (recorder: GraphRecorder, name: string) => recorder.input({ from: 'state', name }, { shape: [], dtype: 'float' });
    const [first, second] = [new GraphRecorder(), new GraphRecorder()];
    const gradients = first.graph({ loss: state(first, 'w').square() }, { gradient: state(first, 'w').mul(2) });
    const update = second.graph({}, { w: state(second, 'w').sub(state(second, 'gradient').mul(0.1)) });
    const joined = simplify(joinGraphs(gradients, update, name => name === 'gradient'));
    expect(printGraph(joined)).toBe([
      '%0 = input(state w) : float[]', '%1 = multiply(%0, %0) : float[]', '%2 = constant(2) : float[]', '%3 = multiply(%0, %2) : float[]',
      '%4 = constant(0.1) : float[]', '%5 = multiply(%3, %4) : float[]', '%6 = subtract(%0, %5) : float[]', 'output loss = %1', 'assign w = %6',
    ].join('\n'));
  });
});

describe('printing', () => {
  it('draws a graph in DOT, nodes grouped by layer', () => {
    const recorder = new GraphRecorder();
    const x = recorder.input({ from: 'feed', name: 'x' }, { shape: [2], dtype: 'float' });
    const y = recorder.scoped('dense', () => x.exp());
    const text = printGraphviz(recorder.graph({ y }));
    expect(text).toContain('subgraph cluster1 { label="dense"');
    expect(text).toContain('n1 [label="exp\\nfloat[2]"]');
    expect(text).toContain('n0 -> n1;');
    expect(text).toContain('[label="y", shape=box');
  });
});
