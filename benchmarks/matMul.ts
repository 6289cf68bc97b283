import { bindProduct } from '../src/backends/typescript/matrixProduct.ts';
import type { ProductSize } from '../src/backends/typescript/matrixProduct.ts';

/** Compares the backend's matrix product with a plain triple loop, side by side: rounds alternate, so that both see the same machine. */
const rounds = 9;

interface Case {
  readonly label: string;
  readonly size: ProductSize;
}

const product = (label: string, rows: number, inner: number, columns: number, transposed: Partial<ProductSize> = {}): Case => ({
  label, size: { batch: 1, rows, columns, inner, transposeLeft: false, transposeRight: false, ...transposed },
});

const cases: readonly Case[] = [
  product('784-128, forward       x·W', 128, 784, 128),
  product('784-128, kernel      xᵀ·dz', 784, 128, 128, { transposeLeft: true }),
  product('784-128, input       dz·Wᵀ', 128, 128, 784, { transposeRight: true }),
  product('128-10,  forward       h·W', 128, 128, 10),
  product('128-10,  kernel      hᵀ·dz', 128, 128, 10, { transposeLeft: true }),
  product('128-10,  input       dz·Wᵀ', 128, 10, 128, { transposeRight: true }),
  product('512-512, forward       x·W', 128, 512, 512),
];

console.log('case                           naive GFLOPS   blocked GFLOPS   ratio');
for (const { label, size } of cases) report(label, size);

function report(label: string, size: ProductSize): void {
  const left = filled(size.rows * size.inner);
  const right = filled(size.inner * size.columns);
  const output = new Float32Array(size.rows * size.columns);
  const operations = 2 * size.rows * size.inner * size.columns;
  const repeats = Math.ceil(2e7 / operations);
  const runs = [() => naive(size, left, right, output), bindProduct(size, left, right, output)];
  const times = runs.map(() => new Float64Array(rounds));
  for (let round = -2; round < rounds; round++) {
    runs.forEach((run, index) => {
      const milliseconds = time(run, repeats);
      if (round >= 0) times[index]?.set([milliseconds], round);
    });
  }
  const [plain = 0, blocked = 0] = times.map(own => operations / (own.sort()[rounds >> 1] ?? 1) / 1e6);
  console.log(`${label.padEnd(30)} ${plain.toFixed(2).padStart(12)} ${blocked.toFixed(2).padStart(16)} ${(blocked / plain).toFixed(1).padStart(7)}`);
}

function naive({ rows, columns, inner, transposeLeft, transposeRight }: ProductSize, left: Float32Array, right: Float32Array, output: Float32Array): void {
  const [leftRow, leftInner] = transposeLeft ? [1, rows] : [inner, 1];
  const [rightColumn, rightInner] = transposeRight ? [inner, 1] : [1, columns];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let total = 0;
      for (let k = 0; k < inner; k++) total += (left[i * leftRow + k * leftInner] ?? 0) * (right[j * rightColumn + k * rightInner] ?? 0);
      output[i * columns + j] = total;
    }
  }
}

function time(run: () => void, repeats: number): number {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) run();
  return (performance.now() - start) / repeats;
}

function filled(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(i));
}
