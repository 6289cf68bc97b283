/** The softmax of each row. */
export function spreadSoftmax(values: Float64Array, columns: number): Float64Array {
  return values.map((value, index) => {
    const start = index - (index % columns);
    const row = values.subarray(start, start + columns);
    const largest = row.reduce((most, own) => Math.max(most, own), Number.NEGATIVE_INFINITY);
    return Math.exp(value - largest) / row.reduce((sum, own) => sum + Math.exp(own - largest), 0);
  });
}

/** σ of each. */
export function spreadSigmoid(values: Float64Array): Float64Array {
  return values.map(value => 1 / (1 + Math.exp(-value)));
}
