import { ShapeError } from '../errors.ts';
import type { Loss, LossResult } from '../losses/loss.ts';
import type { Metric } from '../metrics/metric.ts';
import { zerosOf } from '../tensor/functions.ts';
import { requireGradientShape } from '../tensor/gradientError.ts';
import { requireShape } from '../tensor/requireShape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { ForwardRecording } from './forwardRecording.ts';
import type { RecordingOptions } from './forwardRecording.ts';
import type { Model } from './model.ts';
import { recordMetrics } from './recordMetrics.ts';
import { recordParameterRegularizers } from './recordParameterRegularizers.ts';

/** A loss of one of the model's outputs, and its share in the total. */
export interface WeightedLoss {
  readonly loss: Loss;
  readonly weight: number;
}

/** What is trained: a model, a loss an output, and metrics of the first output. */
export interface Objective {
  readonly model: Model;
  readonly losses: readonly WeightedLoss[];
  readonly metrics: Readonly<Record<string, Metric>>;
  /** The type of each target, without the batch axis. */
  readonly targets: readonly ColumnType[];
  readonly inputTypes: readonly ColumnType[];
}

/** A tensor of the data: shape without the batch axis. */
export interface ColumnType {
  readonly shape: Shape;
  readonly dtype: 'float' | 'int32';
}

/** The recorded forward of a training step: the total loss, and the hand-written way back. */
export interface TrainingRecording {
  readonly recording: ForwardRecording;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** normaliser · Σᵢ weightᵢ · lossᵢ + penalties. */
  readonly total: Tensor;
  readonly penalty: Tensor;
  readonly metrics: Readonly<Record<string, Tensor>>;
  /** Runs the backwards that the layers and losses returned. */
  backward(): { readonly inputs: readonly (Tensor | undefined)[] };
}

/**
 * Records forward and loss of one step:
 *
 *     L = Σₖ shareₖ · normaliser · Σᵢ weightᵢ · lossₖ(yᵢ, tᵢ) + penaltyScale · Σ penalties
 *
 * `normaliser` and `penaltyScale` are scalar inputs, so that micro-batches and shards sum to the whole batch exactly.
 */
export function recordTraining(objective: Objective, options: RecordingOptions): TrainingRecording {
  const { model } = objective;
  const recording = new ForwardRecording(model, options);
  const feeds = feedsOf(recording, objective);
  const weighting = recordWeights(recording, objective);
  const parameters = recordParameterRegularizers(recording, model);
  const applied = recording.apply(model.root, feeds.inputs);
  const terms = objective.losses.map((weighted, index) => lossTerm(recording, objective, weighted, index, applied.outputs, feeds.targets, weighting));
  const penalty = sumAll([...parameters.map(own => own.value), ...recording.penalties.values()]) ?? weighting.zero;
  const data = sumAll(terms.map(term => term.value)) ?? weighting.zero;
  return {
    recording, penalty,
    inputs: feeds.inputs,
    outputs: applied.outputs,
    total: data.add(penalty),
    metrics: recordMetrics(recording, objective, { output: applied.outputs[0], target: feeds.targets[0], weights: weighting.weights }),
    backward() {
      const inputs = applied.backward(applied.outputs.map((output, index) => terms[index]?.backward() ?? zerosOf(output, output.shape)));
      for (const own of parameters) own.backward();
      return { inputs };
    },
  };
}

/** The inputs and targets of a batch as feeds `inputs/0`, `targets/0`, …. */
export function feedsOf(recording: ForwardRecording, { inputTypes, targets }: Pick<Objective, 'inputTypes' | 'targets'>) {
  const feed = (kind: string) => ({ shape, dtype }: ColumnType, index: number) => recording.feed(`${kind}/${index}`, [recording.batchSize, ...shape], dtype);
  return { inputs: inputTypes.map(feed('inputs')), targets: targets.map(feed('targets')) };
}

interface Weighting {
  /** [batch], as fed. */
  readonly weights: Tensor;
  readonly zero: Tensor;
  /** weights, times the normaliser where the loss is a mean. */
  scaled(loss: Loss): Tensor;
}

function recordWeights(recording: ForwardRecording, { losses }: Objective): Weighting {
  const weights = recording.feed('weights', [recording.batchSize]);
  const normalizer = recording.scalar('normalizer', { at: () => 1 / recording.batchSize });
  const scaled = (loss: Loss) => (loss.batchReduction === 'mean' ? weights.mul(normalizer) : weights);
  const first = losses[0];
  recording.useSampleWeights(first === undefined ? weights.mul(normalizer) : scaled(first.loss));
  return { weights, scaled, zero: weights.constant(0) };
}

interface Term {
  readonly value: Tensor;
  backward(): Tensor;
}

function lossTerm(
  recording: ForwardRecording, { losses }: Objective, { loss, weight }: WeightedLoss, index: number,
  outputs: readonly Tensor[], targets: readonly Tensor[], weighting: Weighting,
): Term {
  const path = losses.length === 1 ? 'loss' : `loss_${index + 1}`;
  const [output, target] = [outputs[index], targets[index]];
  if (output === undefined || target === undefined) {
    throw new ShapeError('a loss without an output or a target', { where: path, got: `${outputs.length} outputs, ${targets.length} targets`, expected: `${losses.length} of each` });
  }
  const result = recording.recorder.scoped(path, () => checkedLoss(loss.forward(recording.contextAt(path), output, target), output));
  const dValues = weighting.scaled(loss).mul(weight);
  return {
    value: recording.recorder.scoped(path, () => result.values.mul(dValues).sum()),
    backward: () => recording.recorder.scoped(path, () => result.backward(dValues)),
  };
}

/** A loss that gives one value a sample and a gradient of the prediction's shape; a broadcast would make a wrong loss without a word. */
function checkedLoss({ values, backward }: LossResult, output: Tensor): LossResult {
  requireShape('the loss gives values of another shape', values.shape, output.shape.slice(0, 1), 'give one value a sample');
  return {
    values,
    backward(dValues) {
      const dOutput = backward(dValues);
      requireGradientShape('the loss gives a gradient of another shape', dOutput.shape, output.shape);
      return dOutput;
    },
  };
}

function sumAll(terms: readonly Tensor[]): Tensor | undefined {
  return terms.length === 0 ? undefined : terms.reduce((sum, term) => sum.add(term));
}
