import { expect, it } from 'vitest';
import { momentumAt, momentumProducts } from '../../src/optimizers/momentumProducts.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';

it.each([0, 0.5, 0.9, 0.9999])('gives the products of the momenta for β = %d, in any order', beta => {
  const product = momentumProducts(beta);
  const plain = [1];
  for (let t = 1; t <= 3000; t++) plain.push((plain.at(-1) ?? 1) * momentumAt(beta, t));
  const steps = [3000, 1001, 1000, 999, 2, 1, 0, 1500];
  expectClose(steps.map(product), steps.map(t => plain[t] ?? Number.NaN), tolerances.float64, 'products');
  expect(product(10_000_000)).toBeGreaterThanOrEqual(0);
});
