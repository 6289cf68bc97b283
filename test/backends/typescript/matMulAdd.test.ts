import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matMulAddKernel } from '../../../src/backends/typescript/matMulAdd.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import { allocate } from '../../../src/tensor/dtype.ts';
import type { Precision } from '../../../src/tensor/dtype.ts';
import type { NodeOf } from '../../../src/tensor/graph.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { filled, naive, products, shapesOf } from './products.ts';
import type { Product } from './products.ts';

type Written = 'apart' | 'over the addend';

/** The node of a scaled product. */
function nodeOf({ transposeLeft, transposeRight, ...product }: Product): NodeOf<'matMulAdd'> {
  const shapes = shapesOf({ ...product, transposeLeft, transposeRight });
  const recorder = new GraphRecorder();
  const inputs = [shapes.left, shapes.right, shapes.output, [], []].map((shape, at) => recorder.input({ from: 'feed', name: String(at) }, { shape, dtype: 'float' }));
  const { nodes } = recorder.graph({ y: recorder.record('matMulAdd', inputs, { transposeLeft, transposeRight }) });
  const node = nodes.at(-1);
  if (node?.op !== 'matMulAdd') throw new Error('the last node is the product');
  return node;
}

/** α·left·right + β·addend by the kernel. */
function computed(product: Product, precision: Precision, [alpha, beta]: readonly [number, number], addend: Float32Array, written: Written): number[] {
  const shapes = shapesOf(product);
  const taken = (values: ArrayLike<number>) => {
    const array = allocate('float', values.length, precision);
    array.set(values);
    return array;
  };
  const values = [filled(shapes.left, 1), filled(shapes.right, 2), addend, [alpha], [beta]].map(taken);
  const operands = [shapes.left, shapes.right, shapes.output, [], []].map((shape, at) => ({ shape, values: values[at] ?? taken([]) }));
  const output = written === 'over the addend' ? operands[2]?.values ?? taken([]) : allocate('float', sizeOf(shapes.output), precision);
  matMulAddKernel.bind(nodeOf(product), operands, output, () => { throw new Error('a product has no graph inside'); })();
  return [...output];
}

function check(product: Product, precision: Precision, factors: readonly [number, number], written: Written): void {
  const shapes = shapesOf(product);
  const addend = filled(shapes.output, 3);
  const expected = naive(product, filled(shapes.left, 1), filled(shapes.right, 2)).map((value, at) => factors[0] * value + factors[1] * (addend[at] ?? 0));
  const tolerance = precision === 'float32' ? { relative: 1e-5, absolute: 1e-4 } : { relative: 1e-12, absolute: 1e-12 };
  expectClose(computed(product, precision, factors, addend, written), expected, tolerance, JSON.stringify({ ...product, factors, written }));
}

const factor = fc.constantFrom(0, 1, -1, 0.5, -3);
const written = fc.constantFrom<Written>('apart', 'over the addend');

describe.each(['float32', 'float64'] as const)('scaled matrix product in %s', precision => {
  it('equals the triple loop for all transposes, batches, odd extents and factors, in place too', () => {
    fc.assert(fc.property(products, factor, factor, written, (product, alpha, beta, where) => check(product, precision, [alpha, beta], where)), { numRuns: 120 });
  });

  it.each([
    { rows: 131, inner: 521, columns: 9 }, { rows: 5, inner: 258, columns: 517 }, { rows: 1, inner: 300, columns: 70 }, { rows: 70, inner: 300, columns: 1 }, { rows: 3, inner: 2, columns: 4 },
  ])('equals it over several blocks: $rows × $inner × $columns', extents => {
    for (const where of ['apart', 'over the addend'] as const) {
      for (const transposeLeft of [false, true]) {
        for (const transposeRight of [false, true]) check({ batch: [2], ...extents, transposeLeft, transposeRight }, precision, [-0.5, 2], where);
      }
    }
  });

  it.each([{ rows: 20, inner: 20, columns: 18 }, { rows: 3, inner: 4, columns: 5 }])('keeps a NaN of the addend under β = 0, in its place alone: $rows × $inner × $columns', extents => {
    const product = { batch: [], ...extents, transposeLeft: false, transposeRight: false };
    const addend = filled(shapesOf(product).output, 3);
    addend[7] = Number.NaN;
    const y = computed(product, precision, [1, 0], addend, 'apart');
    expect(y.flatMap((value, at) => (Number.isNaN(value) ? [at] : []))).toEqual([7]);
  });
});
