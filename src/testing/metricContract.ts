import type { MetricInput } from '../components/definition.ts';
import type { Figure, Metric, MetricContext } from '../metrics/metric.ts';
import { formatShape } from '../tensor/shape.ts';
import { figureOf } from '../training/figureOf.ts';
import type { HostTensor } from '../training/hostTensor.ts';
import { buildModel } from '../model/model.ts';
import { recordEvaluation } from '../training/recordStep.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { Backend } from '../backends/backend.ts';
import { expectClose } from '../verification/closeTo.ts';
import { columnOf, typeOf } from '../verification/columns.ts';
import type { ColumnInput } from '../verification/columns.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import { evaluateOnce } from '../verification/evaluation.ts';
import { drawStepData, takeRows, withPadding } from '../verification/stepData.ts';
import type { StepData } from '../verification/stepData.ts';
import { defaultBackends, oracle } from '../verification/testedBackends.ts';
import { tolerances } from '../verification/tolerances.ts';
import type { ContractOptions } from './contractOptions.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { expectTargetsInRange } from './targetsInRange.ts';

/** What is checked of a metric, and how. */
export interface MetricContractOptions extends ContractOptions {
  readonly metric: MetricInput;
  readonly prediction: ColumnInput;
  readonly target: ColumnInput;
  /** The figure in plain JavaScript, from all predictions, targets and sample weights. */
  readonly reference?: (predictions: Float64Array, targets: Float64Array, weights: Float64Array) => Figure;
  /** What the loss says of the predictions, as `MetricContext` has it: undefined where it is left out. */
  readonly fromLogits?: boolean;
  /** What the loss says of the classes, as `MetricContext` has it: false where it is left out. */
  readonly exclusive?: boolean;
  /** Predictions that none are better than, from all targets: their figure is held to the direction that the metric states. */
  readonly best?: (targets: Float64Array) => Float64Array;
}

/**
 * What every metric keeps to: sums that add up over shards of a batch; samples of weight 0 do not count; backends agree; a figure even over no samples; drawn targets are such as
 * it takes; the best predictions have no worse a figure than others.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { rootMeanSquaredError } from 'chainrule';
 * import { metricContract, registerChecks } from 'chainrule/testing';
 *
 * registerChecks('rootMeanSquaredError', metricContract({ metric: rootMeanSquaredError(), prediction: [2], target: [2], best: targets => targets }), { describe, it });
 * ```
 */
export function metricContract(options: MetricContractOptions): readonly Check[] {
  return checksOrFailure('the metric records', () => {
    const { reference, best, backends = defaultBackends } = options;
    const subject = subjectOf(options);
    return [
      { name: 'no batch changes the shape of a sum', run: () => void recordEvaluation(subject.objective, subject.data.samples.length) },
      { name: 'the figure of two shards is that of the whole', run: () => checkShards(subject) },
      { name: 'samples of weight 0 do not count', run: () => checkPadding(subject) },
      { name: 'over no samples the figure is finite', run: () => checkEmpty(subject) },
      { name: 'drawn targets lie in the range that the metric declares', run: () => expectTargetsInRange(subject.label, subject.metric, subject.objective, subject.data) },
      ...(best === undefined ? [] : [{ name: 'the best predictions have no worse a figure than others', run: () => checkBest(subject, best) }]),
      ...(reference === undefined ? [] : [{ name: 'the figure is that of the reference', run: () => checkReference(subject, reference) }]),
      ...backends.map(({ name, backend, missing }): Check => ({ name: `the figure on ${name} is that of the float64 oracle`, skip: missing ?? gapIn(subject, backend), run: () => checkBackend(subject, backend ?? oracle()) })),
    ];
  });
}

type Sums = Readonly<Record<string, HostTensor>>;

interface Subject {
  readonly label: string;
  readonly metric: Metric;
  readonly objective: Objective;
  readonly data: StepData;
}

function subjectOf({ metric: reference, prediction, target, fromLogits, exclusive = false, plugins = [], batchSize = 5, seed = 7, label }: MetricContractOptions): Subject {
  const registry = createRegistry(plugins);
  const [input, expected] = [columnOf(prediction), columnOf(target)];
  const model = buildModel(registry.create('layer', 'linear'), [input.shape], registry.nameOf);
  const metric = registry.create('metric', reference);
  return {
    metric, label: label ?? `${typeof reference === 'string' ? reference : reference.use} of ${formatShape(input.shape)}`,
    objective: { model, losses: [], metrics: { it: knowing(metric, { fromLogits, exclusive }) }, targets: [typeOf(expected)], inputTypes: [typeOf(input)] },
    data: drawStepData(model, { inputs: [input], targets: [expected] }, batchSize, seed),
  };
}

/** The metric, beside a loss that says this of the predictions. */
function knowing(metric: Metric, known: Pick<MetricContext, 'fromLogits' | 'exclusive'>): Metric {
  return {
    record: (prediction, target, weights, context) => metric.record(prediction, target, weights, { ...context, ...known }),
    result: (sums, tables) => metric.result(sums, tables),
  };
}

async function sumsOf({ objective }: Subject, data: StepData, backend: Backend = oracle()): Promise<Sums> {
  const recorded = recordEvaluation(objective, data.samples.length);
  const values = await evaluateOnce(backend, recorded, [], data);
  const own = Object.entries(recorded.graph.outputs).filter(([name]) => name.startsWith('metrics/it/'));
  return Object.fromEntries(own.map(([name, id]) => [name.slice('metrics/it/'.length), { shape: recorded.graph.nodes[id]?.shape ?? [], values: values[name] ?? new Float64Array() }]));
}

async function checkShards(subject: Subject): Promise<void> {
  const { data, metric, label } = subject;
  const rows = data.samples.map((_, row) => row);
  const [first, second] = [await sumsOf(subject, takeRows(data, rows.slice(0, 2))), await sumsOf(subject, takeRows(data, rows.slice(2)))];
  const merged = Object.fromEntries(Object.entries(first).map(([name, { shape, values }]) => [name, { shape, values: values.map((value, index) => value + (second[name]?.values[index] ?? Number.NaN)) }]));
  expectFigure(figureOf(metric, merged), figureOf(metric, await sumsOf(subject, data)), tolerances.float64, `${label}: the figure from two shards`);
}

async function checkPadding(subject: Subject): Promise<void> {
  const { data, metric, label } = subject;
  const counted = data.samples.length - 2;
  const padded = await sumsOf(subject, withPadding(data, counted));
  const alone = await sumsOf(subject, takeRows(data, data.samples.map((_, row) => row).slice(0, counted)));
  expectFigure(figureOf(metric, padded), figureOf(metric, alone), tolerances.float64, `${label}: the figure with 2 samples of weight 0`);
}

async function checkEmpty(subject: Subject): Promise<void> {
  const figure = figureOf(subject.metric, await sumsOf(subject, withPadding(subject.data, 0)));
  if (!numbersOf(figure).every(Number.isFinite)) throw new Error(`${subject.label}: the figure over no samples is ${JSON.stringify(figure)}`);
}

/** Between lists there is no better or worse. */
async function checkBest(subject: Subject, best: NonNullable<MetricContractOptions['best']>): Promise<void> {
  const { data, metric, label } = subject;
  const figure = figureOf(metric, await sumsOf(subject, data));
  const feeds = { ...data.feeds, 'inputs/0': best(data.feeds['targets/0'] ?? new Float64Array()) };
  const most = figureOf(metric, await sumsOf(subject, { ...data, feeds }));
  if (metric.better === undefined) throw new Error(`${label} does not state \`better\`, though predictions can be the best`);
  if (typeof figure !== 'number' || typeof most !== 'number') return;
  const worse = metric.better === 'higher' ? figure - most : most - figure;
  if (worse > tolerances.float64.absolute) throw new Error(`${label} states that ${metric.better} figures are better; the best predictions have ${most}, random ones ${figure}`);
}

async function checkReference(subject: Subject, reference: NonNullable<MetricContractOptions['reference']>): Promise<void> {
  const { 'inputs/0': predictions = new Float64Array(), 'targets/0': targets = new Float64Array(), weights = new Float64Array() } = subject.data.feeds;
  const figure = figureOf(subject.metric, await sumsOf(subject, subject.data));
  expectFigure(figure, reference(predictions, targets, weights), tolerances.float64, `${subject.label}: the figure against the reference`);
}

/** Why a backend cannot compute the sums of the metric; undefined where it can. */
function gapIn({ objective, data }: Subject, backend: Backend | undefined): string | undefined {
  return backend?.gaps(recordEvaluation(objective, data.samples.length).graph)[0]?.reason;
}

async function checkBackend(subject: Subject, backend: Backend): Promise<void> {
  const expected = figureOf(subject.metric, await sumsOf(subject, subject.data));
  expectFigure(figureOf(subject.metric, await sumsOf(subject, subject.data, backend)), expected, tolerances.float32, `${subject.label}: the figure on ${backend.name}`);
}

/** Figures alike in how they are nested, and close in their numbers. */
function expectFigure(actual: Figure, expected: Figure, tolerance: typeof tolerances[keyof typeof tolerances], label: string): void {
  const [form, expectedForm] = [formOf(actual), formOf(expected)];
  if (form !== expectedForm) throw new Error(`${label} is ${form}, expected ${expectedForm}`);
  if (!numbersOf(actual).every(Number.isFinite)) throw new Error(`${label} is ${JSON.stringify(actual)}`);
  expectClose(numbersOf(actual), numbersOf(expected), tolerance, label);
}

function numbersOf(figure: Figure): readonly number[] {
  return typeof figure === 'number' ? [figure] : figure.flatMap(numbersOf);
}

/** How a figure is nested: `number`, or `[number, [number]]`. */
function formOf(figure: Figure): string {
  return typeof figure === 'number' ? 'number' : `[${figure.map(formOf).join(', ')}]`;
}
