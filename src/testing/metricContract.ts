import type { ReferenceInput } from '../components/definition.ts';
import type { Metric } from '../metrics/metric.ts';
import { formatShape } from '../tensor/shape.ts';
import { buildModel } from '../model/model.ts';
import { recordEvaluation } from '../training/recordStep.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { Backend } from '../backends/backend.ts';
import type { ContractOptions } from './contractOptions.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { expectClose } from './closeTo.ts';
import { columnOf, typeOf } from './columns.ts';
import type { ColumnInput } from './columns.ts';
import { createRegistry } from './createRegistry.ts';
import { evaluateOnce } from './evaluation.ts';
import { drawStepData, takeRows, withPadding } from './stepData.ts';
import type { StepData } from './stepData.ts';
import { defaultBackends, oracle } from './testedBackends.ts';
import { tolerances } from './tolerances.ts';

/** What is checked of a metric, and how. */
export interface MetricContractOptions extends ContractOptions {
  readonly metric: ReferenceInput<'metric'>;
  readonly prediction: ColumnInput;
  readonly target: ColumnInput;
  /** The figure in plain JavaScript, from all predictions, targets and sample weights. */
  readonly reference?: (predictions: Float64Array, targets: Float64Array, weights: Float64Array) => number;
  /** What the loss says of the predictions, as `MetricContext` has it: undefined where it is left out. */
  readonly fromLogits?: boolean;
}

/** What every metric keeps to: sums that add up over shards of a batch; samples of weight 0 do not count; backends agree; a figure even over no samples. */
export function metricContract(options: MetricContractOptions): readonly Check[] {
  return checksOrFailure('the metric records', () => {
    const { reference, backends = defaultBackends } = options;
    const subject = subjectOf(options);
    return [
      { name: 'sums are scalars', run: () => checkScalars(subject) },
      { name: 'the figure of two shards is that of the whole', run: () => checkShards(subject) },
      { name: 'samples of weight 0 do not count', run: () => checkPadding(subject) },
      { name: 'over no samples the figure is finite', run: () => checkEmpty(subject) },
      ...(reference === undefined ? [] : [{ name: 'the figure is that of the reference', run: () => checkReference(subject, reference) }]),
      ...backends.map(({ name, backend, missing }): Check => ({ name: `the figure on ${name} is that of the float64 oracle`, skip: missing, run: () => checkBackend(subject, backend ?? oracle()) })),
    ];
  });
}

type Sums = Readonly<Record<string, number>>;

interface Subject {
  readonly label: string;
  readonly metric: Metric;
  readonly objective: Objective;
  readonly data: StepData;
}

function subjectOf({ metric: reference, prediction, target, fromLogits, plugins = [], batchSize = 5, seed = 7, label }: MetricContractOptions): Subject {
  const registry = createRegistry(plugins);
  const [input, expected] = [columnOf(prediction), columnOf(target)];
  const model = buildModel(registry.create('layer', 'linear'), [input.shape], registry.nameOf);
  const metric = registry.create('metric', reference);
  return {
    metric, label: label ?? `${typeof reference === 'string' ? reference : reference.use} of ${formatShape(input.shape)}`,
    objective: { model, losses: [], metrics: { it: knowing(metric, fromLogits) }, targets: [typeOf(expected)], inputTypes: [typeOf(input)] },
    data: drawStepData(model, { inputs: [input], targets: [expected] }, batchSize, seed),
  };
}

/** The metric, beside a loss that says this of the predictions. */
function knowing(metric: Metric, fromLogits: boolean | undefined): Metric {
  return {
    record: (prediction, target, weights) => metric.record(prediction, target, weights, { fromLogits }),
    result: sums => metric.result(sums),
  };
}

async function sumsOf({ objective }: Subject, data: StepData, backend: Backend = oracle()): Promise<Sums> {
  const figures = await evaluateOnce(backend, recordEvaluation(objective, data.samples.length), [], data);
  const own = Object.entries(figures).filter(([name]) => name.startsWith('metrics/it/'));
  return Object.fromEntries(own.map(([name, values]) => [name.slice('metrics/it/'.length), values[0] ?? Number.NaN]));
}

function checkScalars({ label, objective, data }: Subject): void {
  const { graph } = recordEvaluation(objective, data.samples.length);
  for (const [name, id] of Object.entries(graph.outputs)) {
    const shape = graph.nodes[id]?.shape ?? [];
    if (name.startsWith('metrics/') && shape.length > 0) throw new Error(`${label}: the sum ${name} has shape ${formatShape(shape)}, expected a scalar`);
  }
}

async function checkShards(subject: Subject): Promise<void> {
  const { data, metric, label } = subject;
  const rows = data.samples.map((_, row) => row);
  const [first, second] = [await sumsOf(subject, takeRows(data, rows.slice(0, 2))), await sumsOf(subject, takeRows(data, rows.slice(2)))];
  const merged = Object.fromEntries(Object.entries(first).map(([name, value]) => [name, value + (second[name] ?? Number.NaN)]));
  expectFigure(metric.result(merged), metric.result(await sumsOf(subject, data)), tolerances.float64, `${label}: the figure from two shards`);
}

async function checkPadding(subject: Subject): Promise<void> {
  const { data, metric, label } = subject;
  const counted = data.samples.length - 2;
  const padded = await sumsOf(subject, withPadding(data, counted));
  const alone = await sumsOf(subject, takeRows(data, data.samples.map((_, row) => row).slice(0, counted)));
  expectFigure(metric.result(padded), metric.result(alone), tolerances.float64, `${label}: the figure with 2 samples of weight 0`);
}

async function checkEmpty(subject: Subject): Promise<void> {
  const figure = subject.metric.result(await sumsOf(subject, withPadding(subject.data, 0)));
  if (!Number.isFinite(figure)) throw new Error(`${subject.label}: the figure over no samples is ${figure}`);
}

async function checkReference(subject: Subject, reference: NonNullable<MetricContractOptions['reference']>): Promise<void> {
  const { 'inputs/0': predictions = new Float64Array(), 'targets/0': targets = new Float64Array(), weights = new Float64Array() } = subject.data.feeds;
  const figure = subject.metric.result(await sumsOf(subject, subject.data));
  expectFigure(figure, reference(predictions, targets, weights), tolerances.float64, `${subject.label}: the figure against the reference`);
}

async function checkBackend(subject: Subject, backend: Backend): Promise<void> {
  const expected = subject.metric.result(await sumsOf(subject, subject.data));
  expectFigure(subject.metric.result(await sumsOf(subject, subject.data, backend)), expected, tolerances.float32, `${subject.label}: the figure on ${backend.name}`);
}

function expectFigure(actual: number, expected: number, tolerance: typeof tolerances[keyof typeof tolerances], label: string): void {
  if (!Number.isFinite(actual)) throw new Error(`${label} is ${actual}`);
  expectClose([actual], [expected], tolerance, label);
}
