import type { ReferenceInput } from '../components/definition.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import { ForwardRecording } from '../model/forwardRecording.ts';
import { buildModel } from '../model/model.ts';
import type { Recorded } from '../training/recordStep.ts';
import { feedsOf } from '../model/recordTraining.ts';
import type { ContractOptions } from './contractOptions.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { expectClose } from './closeTo.ts';
import { columnOf, typeOf } from './columns.ts';
import type { ColumnInput } from './columns.ts';
import { createRegistry } from './createRegistry.ts';
import { evaluateOnce } from './evaluation.ts';
import { gradientChecks } from './gradientChecks.ts';
import { dataOf } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { defaultBackends, oracle } from './testedBackends.ts';
import { expectTargetsInRange } from './targetsInRange.ts';
import { tolerances } from './tolerances.ts';

/** What is checked of a loss, and how. */
export interface LossContractOptions extends ContractOptions {
  readonly loss: ReferenceInput<'loss'>;
  /** The prediction without the batch axis: its shape, or a column with a way to draw values (probabilities, for example). */
  readonly prediction: ColumnInput;
  /** The target without the batch axis; int32 for class indices. */
  readonly target: ColumnInput;
  /** The value of one sample in plain JavaScript, from its prediction and its target. */
  readonly reference?: (prediction: Float64Array, target: Float64Array) => number;
}

/**
 * What every loss keeps to: one value a sample, which is `reference` where that is given; a gradient of the prediction that agrees with central differences, with
 * automatic differentiation, and between backends, under sample weights; no value depends on another sample.
 */
export function lossContract(options: LossContractOptions): readonly Check[] {
  const { backends = defaultBackends, reference } = options;
  const make = () => lossProblem(options);
  return checksOrFailure('the loss records', () => [
    { name: 'there is one value a sample, and a gradient of the shape of the prediction', run: () => checkShapes(make()) },
    { name: 'drawn targets lie in the range that the loss declares', run: () => checkRange(make()) },
    ...(reference === undefined ? [] : [{ name: 'values are those of the reference', run: () => checkValues(make(), reference) }]),
    ...gradientChecks(make, { backends }),
  ]);
}

/** A loss of a model that passes its input on. */
function lossProblem({ loss, prediction, target, plugins = [], batchSize = 3, seed = 7, label }: LossContractOptions): GradientProblem {
  const registry = createRegistry(plugins);
  const [input, expected] = [columnOf(prediction), columnOf(target)];
  const model = buildModel(registry.create('layer', 'linear'), [input.shape], registry.nameOf);
  return {
    label: label ?? `${typeof loss === 'string' ? loss : loss.use} of ${formatShape(input.shape)}`,
    batchSize, seed, columns: { inputs: [input], targets: [expected] },
    objective: { model, metrics: {}, losses: [{ loss: registry.create('loss', loss), weight: 1 }], targets: [typeOf(expected)], inputTypes: [typeOf(input)] },
  };
}

/** The loss's own values and gradient, before the framework weighs and sums them. */
function recordValues({ objective, label }: GradientProblem, batchSize: number): Recorded {
  const recording = new ForwardRecording(objective.model, { batchSize, training: true });
  const { inputs: [prediction], targets: [target] } = feedsOf(recording, objective);
  const [weighted] = objective.losses;
  if (prediction === undefined || target === undefined || weighted === undefined) throw new Error(`${label}: a prediction, a target and a loss are needed`);
  const result = weighted.loss.forward(recording.contextAt('loss'), prediction, target);
  const gradient = result.backward(recording.feed('weights', [batchSize]));
  expectShape(`${label}: values`, result.values.shape, [batchSize]);
  expectShape(`${label}: the gradient of the prediction`, gradient.shape, prediction.shape);
  return { graph: recording.recorder.graph({ values: result.values }), scalars: recording.scalars };
}

function checkShapes(problem: GradientProblem): void {
  for (const batch of [1, 3, 5]) recordValues(problem, batch);
}

function expectShape(what: string, got: readonly number[], expected: readonly number[]): void {
  if (!sameShape(got, expected)) throw new Error(`${what} have shape ${formatShape(got)}, expected ${formatShape(expected)}`);
}

async function checkValues(problem: GradientProblem, reference: NonNullable<LossContractOptions['reference']>): Promise<void> {
  const { batchSize } = problem;
  const data = dataOf(problem);
  const { values = new Float64Array() } = await evaluateOnce(oracle(), recordValues(problem, batchSize), [], { ...data, state: {} });
  const row = (feed: string, index: number) => {
    const all = data.feeds[feed] ?? new Float64Array();
    return all.subarray((index * all.length) / batchSize, ((index + 1) * all.length) / batchSize);
  };
  const expected = Array.from({ length: batchSize }, (_, index) => reference(row('inputs/0', index), row('targets/0', index)));
  expectClose(values, expected, tolerances.float64, `${problem.label}: values, one a sample, against the reference`);
}

function checkRange(problem: GradientProblem): void {
  expectTargetsInRange(problem.label, problem.objective.losses[0]?.loss, problem.objective, dataOf(problem));
}
