/**
 * sums[i, j] = Σₖ left[k, i] · right[k, j] over two packed panels: sixteen sums, so that eight loads serve sixteen products. Of the tiles from 2×2 to 8×2, with
 * and without unrolling, none was measurably faster.
 */
export function multiplyTile(left: Float64Array, leftAt: number, right: Float64Array, rightAt: number, depth: number, sums: Float64Array): void {
  let s00 = 0, s01 = 0, s02 = 0, s03 = 0;
  let s10 = 0, s11 = 0, s12 = 0, s13 = 0;
  let s20 = 0, s21 = 0, s22 = 0, s23 = 0;
  let s30 = 0, s31 = 0, s32 = 0, s33 = 0;
  for (let k = 0, a = leftAt, b = rightAt; k < depth; k++, a += 4, b += 4) {
    const b0 = right[b] ?? 0;
    const b1 = right[b + 1] ?? 0;
    const b2 = right[b + 2] ?? 0;
    const b3 = right[b + 3] ?? 0;
    const a0 = left[a] ?? 0;
    s00 += a0 * b0; s01 += a0 * b1; s02 += a0 * b2; s03 += a0 * b3;
    const a1 = left[a + 1] ?? 0;
    s10 += a1 * b0; s11 += a1 * b1; s12 += a1 * b2; s13 += a1 * b3;
    const a2 = left[a + 2] ?? 0;
    s20 += a2 * b0; s21 += a2 * b1; s22 += a2 * b2; s23 += a2 * b3;
    const a3 = left[a + 3] ?? 0;
    s30 += a3 * b0; s31 += a3 * b1; s32 += a3 * b2; s33 += a3 * b3;
  }
  sums[0] = s00; sums[1] = s01; sums[2] = s02; sums[3] = s03;
  sums[4] = s10; sums[5] = s11; sums[6] = s12; sums[7] = s13;
  sums[8] = s20; sums[9] = s21; sums[10] = s22; sums[11] = s23;
  sums[12] = s30; sums[13] = s31; sums[14] = s32; sums[15] = s33;
}
