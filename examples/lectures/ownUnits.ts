import type { Dataset, Run } from 'chainrule';

/** The numbers of a data set's only input or target in the units of its source: what a run has standardised, x·σ + μ. */
export function ownUnits(run: Run, dataset: Dataset | undefined, part: 'inputs' | 'targets'): Float64Array {
  const column = dataset?.[part][0];
  if (column === undefined) throw new Error(`the run has no ${part} there`);
  const { values, scale = 1, name } = column;
  const { mean, deviation } = run.parts.layout.standardisation[name] ?? { mean: [0], deviation: [1] };
  return Float64Array.from(values, (value, index) => value * scale * (deviation[index % deviation.length] ?? 1) + (mean[index % mean.length] ?? 0));
}
