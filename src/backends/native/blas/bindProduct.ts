import type { BoundKernel } from '../../typescript/kernel.ts';
import type { ProductSize } from '../../typescript/matrixProduct.ts';
import { productCall } from './productCall.ts';
import type { ThreadCount } from './threadCount.ts';
import { threadsFor } from './threadsFor.ts';
import type { LoadedLibrary } from './vendor.ts';

const bytes = Float32Array.BYTES_PER_ELEMENT;

/** A number known when a product is bound, or one in memory that is read at each call. */
export type Factor = number | Float32Array;

/**
 * output ← alpha · op(left) · op(right) + beta · output, row-major, once for each of `batch` matrices that lie one after the other. The output overlaps no operand. A beta that is the number 0
 * overwrites the output without reading it; factors in memory multiply even where they are 0, so that a NaN survives.
 */
export interface Product extends ProductSize {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly output: Float32Array;
  readonly alpha: Factor;
  readonly beta: Factor;
}

/** Binds products to memory, computed by one library with at most `most` threads. */
export interface ProductBinder extends LoadedLibrary {
  readonly count: ThreadCount;
  readonly most: number;
}

/** Finds the addresses once, and gives the call that computes the product. The arrays are kept alive with it. */
export function bindProduct(binder: ProductBinder, product: Product): BoundKernel {
  const { rows, columns, inner, batch, output } = product;
  requireMemory(product);
  const [alpha, beta] = [inMemory(product.alpha), inMemory(product.beta)];
  if (batch * rows * columns === 0) return () => {};
  if (inner === 0) return product.beta === 0 ? () => { output.fill(0, 0, batch * rows * columns); } : () => { scale(output.subarray(0, batch * rows * columns), beta[0] ?? 0); };
  const multiply = bindCalls(binder, product, binder.addressOf(output));
  const multiplyApart = bindApart(binder, product);
  const overwrites = product.beta === 0;
  return () => {
    const [a, b] = [alpha[0] ?? 0, beta[0] ?? 0];
    if (losesNothing(a) && (overwrites || losesNothing(b))) multiply(a, b);
    else multiplyApart(a, b);
  };
}

type ScaledProduct = (alpha: number, beta: number) => void;

/** The calls of a batch, which write from `target` on. */
function bindCalls({ functions, addressOf, count, most }: ProductBinder, product: Product, target: number): ScaledProduct {
  const { rows, columns, inner, batch } = product;
  const call = productCall(functions, product);
  const threads = threadsFor(product, most);
  const { left, right, output } = product;
  const [leftStart, rightStart] = [addressOf(left), addressOf(right)];
  const leftStep = rows * inner * bytes;
  const rightStep = inner * columns * bytes;
  const targetStep = rows * columns * bytes;
  return (alpha, beta) => {
    // A transferred array has no elements and an address no more. The test also keeps the arrays alive.
    if (left.length === 0 || right.length === 0 || output.length === 0) throw new Error('the memory of a bound product was given away');
    count.use(threads);
    for (let at = 0; at < batch; at++) call(alpha, beta, leftStart + at * leftStep, rightStart + at * rightStep, target + at * targetStep);
  };
}

/**
 * The rare call where a factor in memory is 0, NaN or infinite: BLAS skips what it multiplies by 0, OpenBLAS skips a NaN factor of small products, and sgemv multiplies an infinite one into each
 * element. Here the product is made apart, in memory that is taken at the first such call.
 */
function bindApart(binder: ProductBinder, product: Product): ScaledProduct {
  const { rows, columns, batch, output } = product;
  let scratch: Float32Array | undefined;
  let multiply: ScaledProduct | undefined;
  return (alpha, beta) => {
    scratch ??= new Float32Array(batch * rows * columns);
    multiply ??= bindCalls(binder, product, binder.addressOf(scratch));
    multiply(1, 0);
    for (let at = 0; at < scratch.length; at++) output[at] = alpha * (scratch[at] ?? 0) + (product.beta === 0 ? 0 : beta * (output[at] ?? 0));
  };
}

function losesNothing(factor: number): boolean {
  return factor !== 0 && Number.isFinite(factor);
}

function scale(values: Float32Array, factor: number): void {
  for (let at = 0; at < values.length; at++) values[at] = factor * (values[at] ?? 0);
}

function inMemory(factor: Factor): Float32Array {
  return typeof factor === 'number' ? new Float32Array([factor]) : factor;
}

/** Sizes that do not fit would have the library read or write other memory: a bug of the caller. */
function requireMemory({ batch, rows, columns, inner, left, right, output }: Product): void {
  const enough = left.length >= batch * rows * inner && right.length >= batch * inner * columns && output.length >= batch * rows * columns;
  if (!enough) throw new Error(`a product of ${batch} × [${rows}, ${inner}] · [${inner}, ${columns}] does not fit its memory of ${left.length}, ${right.length} and ${output.length} numbers`);
}
