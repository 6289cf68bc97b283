import { unstandardise } from '../data/standardise.ts';
import type { GradientReport } from './gradientReport.ts';
import type { HostTensor } from './hostTensor.ts';
import type { Layout } from './userBatch.ts';

/** A report on standardised samples, with its outputs and the gradients of its inputs in the units of the data. */
export function inDataUnits(report: GradientReport, layout: Layout): GradientReport {
  return {
    ...report,
    outputs: report.outputs.map((output, index) => inTargetUnits(output, layout, index)),
    inputs: report.inputs.map((gradient, index) => gradient && perInputUnit(gradient, layout, index)),
  };
}

/** An output in the units of its target, which a run that standardises targets has left. */
export function inTargetUnits(output: HostTensor, { targets, standardisation }: Layout, index: number): HostTensor {
  const statistics = standardisation[targets[index]?.name ?? ''];
  return statistics === undefined ? output : { ...output, values: unstandardise(output.values, statistics) };
}

/** From z = (x − μ) / σ: ∂loss/∂x = ∂loss/∂z / σ. */
function perInputUnit(gradient: HostTensor, { inputs, standardisation }: Layout, index: number): HostTensor {
  const deviation = standardisation[inputs[index]?.name ?? '']?.deviation;
  if (deviation === undefined) return gradient;
  return { ...gradient, values: Float64Array.from(gradient.values, (value, place) => value / (deviation[place % deviation.length] ?? 1)) };
}
