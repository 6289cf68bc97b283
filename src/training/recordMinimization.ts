import { ShapeError } from '../errors.ts';
import { joinGraphs } from '../graph/join.ts';
import { ForwardRecording } from '../model/forwardRecording.ts';
import type { Model } from '../model/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { differentiate } from '../tensor/derivatives/differentiate.ts';
import { zerosOf } from '../tensor/functions.ts';
import type { RecordingContext } from '../tensor/recordingContext.ts';
import { requireScalar } from '../tensor/requireShape.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { Tensors } from '../tensor/tensor.ts';
import { recordUpdate } from './recordStep.ts';
import type { Recorded } from './recordStep.ts';

/** A function of a model's parameters by path that gives a scalar. */
export type ScalarFunction = (parameters: Tensors, context: RecordingContext) => Tensor;

/** The value of a function, output `value`. */
export function recordValue(model: Model, f: ScalarFunction): Recorded {
  const { recording, value } = recordFunction(model, f);
  return { graph: recording.recorder.graph({ value }), scalars: recording.scalars };
}

/**
 * A step of minimising a function: outputs `value`, f at the parameters before the update, and `slope`, the largest |∂f/∂x|. Parameters at which f is finite are
 * kept in the state `good/…`, so that the step after them can be undone.
 */
export function recordMinimization(model: Model, optimizer: Optimizer, f: ScalarFunction): Recorded {
  const { recording, value, parameters } = recordFunction(model, f);
  const own = Object.values(parameters);
  const gradients = differentiate([value], own, [value.constant(1)]).map((gradient, index) => gradient ?? zerosOf(value, own[index]?.shape ?? []));
  const slope = gradients.map(gradient => gradient.abs().max()).reduce((largest, each) => largest.maximum(each));
  const finite = value.abs().less(Number.MAX_VALUE);
  const assignments = Object.entries(parameters).flatMap(([path, parameter], index): [string, Tensor][] => [
    [`good/${path}`, finite.select(parameter, recording.state(`good/${path}`, parameter.shape))],
    [`gradients/${path}`, gradients[index] ?? parameter],
  ]);
  const update = recordUpdate(model, optimizer);
  const graph = joinGraphs(recording.recorder.graph({ value, slope }, Object.fromEntries(assignments)), update.graph, state => state.startsWith('gradients/'));
  return { graph, scalars: new Map([...recording.scalars, ...update.scalars]) };
}

function recordFunction(model: Model, f: ScalarFunction) {
  const recording = new ForwardRecording(model, { batchSize: 1, training: true, wrapSurrogates: false });
  const parameters = Object.fromEntries(model.parameters.map(({ path, shape }) => [path, recording.state(`parameters/${path}`, shape)]));
  const value = recording.recorder.scoped('function', () => scalar(f(parameters, recording.contextAt('function', false))));
  return { recording, parameters, value };
}

function scalar(value: unknown): Tensor {
  if (!(value instanceof Tensor)) throw new ShapeError('the function gives no tensor', { got: typeof value, expected: 'a scalar tensor', next: 'return what the methods of Tensor give; a promise is none' });
  requireScalar('the value of the function', value.shape);
  return value;
}
