/**
 * The coefficients c that make Σₖ cₖ·columnₖ nearest to some values; columns that the ones before them make up count 0.
 *
 *     qₖ = columnₖ − Σⱼ (qⱼ·columnₖ)/(qⱼ·qⱼ)·qⱼ    (Gram–Schmidt, then solved from the last column on)
 */
export function leastSquares(columns: readonly (readonly number[])[], values: readonly number[]): Float64Array {
  const orthogonal: (readonly number[])[] = [];
  const shares = columns.map((column, k) => {
    let rest = column;
    const own = orthogonal.map(q => {
      const share = ratio(q, rest);
      rest = rest.map((value, index) => value - share * (q[index] ?? 0));
      return share;
    });
    orthogonal[k] = dot(rest, rest) > 1e-20 * dot(column, column) ? rest : rest.map(() => 0);
    return own;
  });
  const coefficients = Float64Array.from(orthogonal, q => ratio(q, values));
  for (let k = columns.length - 1; k >= 0; k -= 1) {
    shares[k]?.forEach((share, j) => { coefficients[j] = (coefficients[j] ?? 0) - share * (coefficients[k] ?? 0); });
  }
  return coefficients;
}

function ratio(q: readonly number[], values: readonly number[]): number {
  const size = dot(q, q);
  return size > 0 ? dot(q, values) / size : 0;
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}
