import { ShapeError } from '../errors.ts';
import { GraphRecorder } from '../graph/graphRecorder.ts';
import type { Metric, MetricContext } from '../metrics/metric.ts';
import { perSample } from '../tensor/functions.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { classForm, classIndices } from '../tensor/targets.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';
import type { ForwardRecording } from './forwardRecording.ts';
import { ignoredClasses } from './ignoredClasses.ts';
import type { Objective } from './recordTraining.ts';

/** What metrics are taken of: the model's first output, its target, and the weights of the samples. */
export interface Measured {
  readonly output: Tensor | undefined;
  readonly target: Tensor | undefined;
  readonly weights: Tensor;
}

/** The sums of the metrics, `metrics/NAME/SUM`. What predictions are is known from the loss of the output that they are taken of. */
export function recordMetrics(recording: ForwardRecording, objective: Objective, { output, target, weights }: Measured): Record<string, Tensor> {
  if (output === undefined || target === undefined) return {};
  const { metrics, losses } = objective;
  const loss = losses[0]?.loss;
  const known = { fromLogits: loss?.fromLogits, exclusive: loss?.exclusive === true };
  const columns = recording.recorder.scoped('metrics', () => counted([output, target, weights], ignoredClasses(objective)[0]));
  return Object.fromEntries(Object.entries(metrics).flatMap(([name, metric], index) => {
    // As the config writes it, for errors.
    const path = `metrics[${index}]`;
    const context = { ...recording.contextAt(path), ...known };
    const sums = recording.recorder.scoped(path, () => additive(metric, metric.record(...columns, context), columns, context));
    return Object.entries(sums).map(([sum, tensor]) => [`metrics/${name}/${sum}`, tensor] as const);
  }));
}

/** Outputs, targets and weights, along one axis of samples. */
type Columns = readonly [output: Tensor, target: Tensor, weights: Tensor];

/** What metrics count: where the loss ignores a class index, each row of classes is a sample of its own, and one that is ignored has the weight 0 and the class 0. */
function counted(columns: Columns, ignored: number | undefined): Columns {
  const [output, target, weights] = columns;
  if (ignored === undefined || classForm(output.shape, target.shape) !== 'index') return columns;
  const classes = classIndices(output, target);
  const counts = classes.equal(ignored).logicalNot();
  const flat = (tensor: Tensor) => tensor.reshape([classes.size]);
  return [
    output.reshape([classes.size, output.size / classes.size]),
    flat(classes.mul(counts.cast('int32'))),
    flat(perSample(weights, classes).mul(counts.cast('float'))),
  ];
}

/** Sums that add up over batches. Throws a ShapeError for one that was not summed over the samples: recorded apart with one sample more, it has another shape. */
function additive(metric: Metric, sums: Tensors, measured: Columns, context: MetricContext): Tensors {
  if (Object.values(sums).every(({ rank }) => rank === 0)) return sums;
  const recorder = new GraphRecorder();
  const more = (tensor: Tensor) => recorder.input({ from: 'feed', name: 'more' }, { shape: [(tensor.shape[0] ?? 0) + 1, ...tensor.shape.slice(1)], dtype: tensor.dtype });
  const [output, target, weights] = measured;
  const others = metric.record(more(output), more(target), more(weights), apart(recorder, context));
  for (const [name, { shape }] of Object.entries(sums)) requireSame(name, shape, others[name]?.shape ?? []);
  return sums;
}

/** A context whose inputs are recorded apart. */
function apart(recorder: GraphRecorder, { training, fromLogits, exclusive }: MetricContext): MetricContext {
  return {
    training, fromLogits, exclusive,
    scalar: name => recorder.input({ from: 'scalar', name }, { shape: [], dtype: 'float' }),
    noise: (name, shape) => recorder.input({ from: 'feed', name }, { shape, dtype: 'float' }),
  };
}

function requireSame(name: string, shape: Shape, other: Shape): void {
  if (sameShape(shape, other)) return;
  throw new ShapeError(`the sum ${name} of a metric changes its shape with the batch`, {
    got: `${formatShape(shape)}, and ${formatShape(other)} with one sample more`, expected: 'a shape that no batch changes', next: 'sum it over the samples',
  });
}
