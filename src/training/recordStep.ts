import type { StateEntry } from '../backends/backend.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import { GraphRecorder } from '../graph/graphRecorder.ts';
import { joinGraphs } from '../graph/join.ts';
import { inPlace } from '../optimizers/inPlace.ts';
import { newParameter } from '../optimizers/newParameter.ts';
import type { ByParameter, Optimizer } from '../optimizers/optimizer.ts';
import type { Projection } from '../projections/projection.ts';
import type { Graph } from '../tensor/graph.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { ForwardRecording } from '../model/forwardRecording.ts';
import { computedRanges } from '../model/inputRanges.ts';
import type { LayerRange } from '../model/inputRanges.ts';
import type { Model, Parameter } from '../model/model.ts';
import { feedsOf, recordTraining } from '../model/recordTraining.ts';
import type { Objective, TrainingRecording } from '../model/recordTraining.ts';

/** A graph, and how its scalar inputs are computed before each step. */
export interface Recorded {
  readonly graph: Graph;
  readonly scalars: ReadonlyMap<string, StepScalar>;
  /** What layers can take of the outputs `ranged/0`, `ranged/1`, …, which other layers compute for them. */
  readonly ranges?: readonly LayerRange[] | undefined;
}

/** The whole training step as one graph: gradients and update joined, so that no gradient is kept between them. */
export function recordStep(objective: Objective, optimizer: Optimizer, engine: GradientEngine, batchSize: number): Recorded {
  const gradients = recordGradients(objective, engine, batchSize);
  const update = recordUpdate(objective.model, optimizer);
  const graph = joinGraphs(gradients.graph, update.graph, state => state.startsWith('gradients/'));
  return { graph, scalars: new Map([...gradients.scalars, ...update.scalars]), ranges: gradients.ranges };
}

/** The gradients graph: outputs loss, penalty and sums of metrics; assigns `gradients/…` and new buffers. */
export function recordGradients(objective: Objective, engine: GradientEngine, batchSize: number): Recorded {
  const step = recordTraining(objective, { batchSize, training: true, recordSurrogate: engine.recordSurrogate });
  const { parameters } = engine.gradients(step, objective.model.parameters, false);
  const assignments = { ...prefixed('gradients/', parameters), ...prefixed('buffers/', step.recording.buffers) };
  return finish(step.recording, figures(step), assignments);
}

/** The gradients of a batch as outputs, to look at: `gradients/…`, `inputGradients/i`, `outputs/i`, loss and penalty. It changes no state. */
export function recordReport(objective: Objective, engine: GradientEngine, batchSize: number): Recorded {
  const step = recordTraining(objective, { batchSize, training: true, recordSurrogate: engine.recordSurrogate });
  const { parameters, inputs } = engine.gradients(step, objective.model.parameters, true);
  const ofInputs = inputs.flatMap((gradient, index) => (gradient === undefined ? [] : [[`inputGradients/${index}`, gradient] as const]));
  return finish(step.recording, {
    ...figures(step), ...numbered('outputs/', step.outputs), ...prefixed('gradients/', parameters), ...Object.fromEntries(ofInputs),
  });
}

/** Loss, penalty and sums of metrics of a batch, without noise and without gradients. */
export function recordEvaluation(objective: Objective, batchSize: number): Recorded {
  const step = recordTraining(objective, { batchSize, training: false });
  return finish(step.recording, figures(step));
}

/** The model's outputs for a batch: `outputs/0`, …. */
export function recordPrediction(objective: Pick<Objective, 'model' | 'inputTypes'>, batchSize: number): Recorded {
  const recording = new ForwardRecording(objective.model, { batchSize, training: false });
  const { inputs } = feedsOf(recording, { inputTypes: objective.inputTypes, targets: [] });
  const { outputs } = recording.apply(objective.model.root, inputs);
  return finish(recording, numbered('outputs/', outputs));
}

/** The update graph: reads `gradients/…`, parameters and slots, and assigns new parameters and slots. */
export function recordUpdate(model: Model, optimizer: Optimizer): Recorded {
  const recorder = new GraphRecorder();
  const state = (name: string, shape: readonly number[]) => recorder.input({ from: 'state', name }, { shape, dtype: 'float' });
  const each = (make: (parameter: Parameter) => Tensor) => new Map(model.parameters.map(parameter => [parameter.path, make(parameter)]));
  const parameters = each(({ path, shape }) => state(`parameters/${path}`, shape));
  const gradients = each(({ path, shape }) => state(`gradients/${path}`, shape));
  const slots = new Map(model.parameters.map(parameter => [parameter.path, slotTensors(optimizer, parameter, state)]));
  const declared = Object.entries(optimizer.scalars ?? {}).map(([name, value]) => [name, `optimizer/${name}`, value] as const);
  const scalars = Object.fromEntries(declared.map(([name, full]) => [name, recorder.input({ from: 'scalar', name: full }, { shape: [], dtype: 'float' })]));
  const context = { parameters, slots, scalars, projections: projectionsOf(model) };
  const result = recorder.scoped('optimizer', () => inPlace('optimizer', () => optimizer.update(context, gradients)));
  const assignments: [string, Tensor][] = [...parameters].map(([path, own]) => (
    [`parameters/${path}`, recorder.scoped(path, () => newParameter(context, result, path)) ?? own]));
  for (const [path, own] of result.slots ?? []) assignments.push(...Object.entries(own).map(([slot, value]): [string, Tensor] => [`slots/${path}/${slot}`, value]));
  return { graph: recorder.graph({}, Object.fromEntries(assignments)), scalars: new Map(declared.map(([, full, value]) => [full, value])) };
}

function projectionsOf({ parameters }: Model): ByParameter<Projection> {
  return new Map(parameters.flatMap(({ path, projection }) => (projection === undefined ? [] : [[path, projection]])));
}

/** All the state that training a model with an optimizer keeps. */
export function stateEntries(model: Model, optimizer: Optimizer): readonly StateEntry[] {
  const entry = (name: string, shape: readonly number[]): StateEntry => ({ name, shape, dtype: 'float' });
  return [
    ...model.parameters.map(({ path, shape }) => entry(`parameters/${path}`, shape)),
    ...model.parameters.flatMap(parameter => slotsOf(optimizer, parameter).map(({ name, shape }) => entry(name, shape))),
    ...model.buffers.map(({ path, shape }) => entry(`buffers/${path}`, shape)),
  ];
}

/** The slots that an optimizer keeps for a parameter, by their names in the state. */
export function slotsOf(optimizer: Optimizer, { path, shape }: Parameter) {
  return Object.entries(optimizer.slots?.(shape, path) ?? {}).map(([slot, spec]) => ({ slot, name: `slots/${path}/${slot}`, ...spec }));
}

function slotTensors(optimizer: Optimizer, parameter: Parameter, state: (name: string, shape: readonly number[]) => Tensor) {
  return Object.fromEntries(slotsOf(optimizer, parameter).map(({ slot, name, shape }) => [slot, state(name, shape)]));
}

function figures({ total, penalty, metrics }: TrainingRecording): Record<string, Tensor> {
  return { loss: total, penalty, ...metrics };
}

function finish(recording: ForwardRecording, outputs: Record<string, Tensor>, assignments: Record<string, Tensor> = {}): Recorded {
  const computed = computedRanges(recording);
  const ranged = numbered('ranged/', computed.map(({ tensor }) => tensor));
  return { graph: recording.recorder.graph({ ...outputs, ...ranged }, assignments), scalars: recording.scalars, ranges: computed.map(({ range }) => range) };
}

function prefixed(prefix: string, tensors: ReadonlyMap<string, Tensor>): Record<string, Tensor> {
  return Object.fromEntries([...tensors].map(([name, tensor]) => [`${prefix}${name}`, tensor]));
}

function numbered(prefix: string, tensors: readonly Tensor[]): Record<string, Tensor> {
  return Object.fromEntries(tensors.map((tensor, index) => [`${prefix}${index}`, tensor]));
}
