import type { HostArray } from '../../tensor/dtype.ts';

/** A tile's sums into the output, without the padding; added to what earlier blocks of `inner` gave. */
export function storeTile(sums: Float64Array, output: HostArray, start: number, columns: number, height: number, width: number, adds: boolean): void {
  for (let row = 0; row < height; row++) {
    const first = start + row * columns;
    for (let column = 0; column < width; column++) {
      const sum = sums[row * 4 + column] ?? 0;
      output[first + column] = adds ? (output[first + column] ?? 0) + sum : sum;
    }
  }
}

/** A tile's sums times alpha into the output: with the first block of `inner` plus beta · addend, then added to what the earlier blocks gave. */
export function storeScaledTile(
  sums: Float64Array, output: HostArray, start: number, columns: number, height: number, width: number, adds: boolean,
  addend: HostArray, alpha: number, beta: number,
): void {
  for (let row = 0; row < height; row++) {
    const first = start + row * columns;
    for (let column = 0; column < width; column++) {
      const at = first + column;
      const before = adds ? output[at] ?? 0 : beta * (addend[at] ?? 0);
      output[at] = before + alpha * (sums[row * 4 + column] ?? 0);
    }
  }
}
