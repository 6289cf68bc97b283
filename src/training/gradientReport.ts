import * as z from 'zod/mini';
import { checkedOptions } from './callOptions.ts';
import type { CompiledStep } from './compiledStep.ts';
import { requireComputedRanges } from './computedRanges.ts';
import type { HostTensor } from './hostTensor.ts';
import { LayerObserver } from './layerObserver.ts';
import type { LayerPass } from './layerObserver.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { StepCompiler } from './stepCompiler.ts';
import { inTargetUnits } from './units.ts';
import { feedBatch } from './userBatch.ts';
import type { Layout, SingleBatch } from './userBatch.ts';

/** Loss and gradients of one batch under the current weights. */
export interface GradientReport {
  /** The total loss, penalties included: of standardised targets, where the run standardises them. */
  readonly loss: number;
  readonly penalty: number;
  /** In the units of the targets, as `predict` gives them. */
  readonly outputs: readonly HostTensor[];
  /** ∂loss/∂parameter by path. */
  readonly parameters: Readonly<Record<string, HostTensor>>;
  /** ∂loss/∂input, per unit of the input as the batch gives it, standardised or not; undefined for an input without a gradient, such as class indices. */
  readonly inputs: readonly (HostTensor | undefined)[];
  /** What went through each layer, in the order of their use, where `layers` asked for it. */
  readonly layers?: readonly LayerPass[];
}

export interface ReportOptions {
  /**
   * What the sum over the samples is multiplied by: give 1 / 128 for a micro-batch of a batch of 128. Left out, it is 1 / batch size, or with weights what
   * `training.denominator` asks for. It does not act on losses with reduction `sum`.
   */
  readonly normalizer?: number;
  /** The share of the parameters' penalties that counts, 1 if left out: 1 / 4 for each of four micro-batches. */
  readonly penaltyScale?: number;
  /** The step that keys noise and schedules, 0 if left out. */
  readonly step?: number;
  /** Whether the report has each layer's inputs and outputs with their gradients. It needs `gradients: backprop`. */
  readonly layers?: boolean;
}

const optionsSchema = z.strictObject({ normalizer: z.optional(z.number()), penaltyScale: z.optional(z.number()), step: z.optional(z.int().check(z.gte(0))), layers: z.optional(z.boolean()) });

/** Runs the report graph on a batch and copies what it gives, in the units of the data. Throws a ConfigError for an unknown option, one that is no finite number, and `layers` under autodiff. */
export async function gradientReport(compiler: StepCompiler, objective: Objective, layout: Layout, batch: SingleBatch, options: ReportOptions): Promise<GradientReport> {
  checkedOptions(optionsSchema, options, 'gradients');
  const read = (compiled: CompiledStep) => inDataUnits(readReport(compiled, objective), layout);
  const { count } = batch.dataset;
  if (options.layers !== true) return runReport(compiler.get('report', count), batch, options, read);
  const observer = new LayerObserver(compiler, count);
  try {
    return await runReport(observer.compiled, batch, options, compiled => ({ ...read(compiled), layers: observer.read() }));
  } finally {
    observer.compiled.dispose();
  }
}

async function runReport(compiled: CompiledStep, batch: SingleBatch, options: ReportOptions, read: (compiled: CompiledStep) => GradientReport): Promise<GradientReport> {
  const before = () => {
    compiled.prepare(options.step ?? 0);
    feedBatch(compiled, batch);
    if (options.normalizer !== undefined) compiled.setScalar('normalizer', options.normalizer);
    if (options.penaltyScale !== undefined) compiled.setScalar('penaltyScale', options.penaltyScale);
  };
  const reports: GradientReport[] = [];
  // Read inside the step: another call may run the same executable as soon as this one waits.
  await compiled.executable.run(1, before, () => {
    requireComputedRanges(compiled);
    reports.push(read(compiled));
  });
  const [report] = reports;
  if (report === undefined) throw new Error('the report graph did not run');
  return report;
}

function readReport(compiled: CompiledStep, { model, inputTypes }: Objective): GradientReport {
  const tensor = (output: string, shape: readonly number[]): HostTensor | undefined => {
    const values = compiled.executable.outputs[output];
    return values && { shape, values: values.slice() };
  };
  const batched = (shape: readonly number[]) => [compiled.batchSize, ...shape];
  const parameters = model.parameters.map(({ path, shape }) => [path, tensor(`gradients/${path}`, shape)] as const);
  return {
    loss: compiled.number('loss'),
    penalty: compiled.number('penalty'),
    outputs: model.outputs.flatMap((shape, index) => tensor(`outputs/${index}`, batched(shape)) ?? []),
    parameters: Object.fromEntries(parameters.flatMap(([path, own]) => (own === undefined ? [] : [[path, own]]))),
    inputs: inputTypes.map(({ shape }, index) => tensor(`inputGradients/${index}`, batched(shape))),
  };
}

/** A report on standardised samples, with its outputs and the gradients of its inputs in the units of the data. */
function inDataUnits(report: GradientReport, layout: Layout): GradientReport {
  return {
    ...report,
    outputs: report.outputs.map((output, index) => inTargetUnits(output, layout, index)),
    inputs: report.inputs.map((gradient, index) => gradient && perInputUnit(gradient, layout, index)),
  };
}

/** From z = (x − μ) / σ: ∂loss/∂x = ∂loss/∂z / σ. */
function perInputUnit(gradient: HostTensor, { inputs, standardisation }: Layout, index: number): HostTensor {
  const deviation = standardisation[inputs[index]?.name ?? '']?.deviation;
  if (deviation === undefined) return gradient;
  return { ...gradient, values: Float64Array.from(gradient.values, (value, place) => value / (deviation[place % deviation.length] ?? 1)) };
}
