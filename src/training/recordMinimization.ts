import { ConfigError, nearestName, ShapeError } from '../errors.ts';
import { joinGraphs } from '../graph/join.ts';
import { ForwardRecording } from '../model/forwardRecording.ts';
import type { Model } from '../model/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { callFunction } from '../tensor/callFunction.ts';
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
  const derivatives = differentiate([value], own, [value.constant(1)]);
  if (derivatives.every(derivative => derivative === undefined)) throw withoutDerivative(Object.keys(parameters));
  const gradients = derivatives.map((gradient, index) => gradient ?? zerosOf(value, own[index]?.shape ?? []));
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
  const recording = new ForwardRecording(model, { batchSize: 1, training: true });
  const parameters = Object.fromEntries(model.parameters.map(({ path, shape }) => [path, recording.state(`parameters/${path}`, shape)]));
  const value = recording.recorder.scoped('function', () => scalar(callFunction('the function', () => f(watched(parameters), recording.contextAt('function', false)))));
  return { recording, parameters, value };
}

function scalar(value: unknown): Tensor {
  if (!(value instanceof Tensor)) throw new ShapeError('the function gives no tensor', { got: typeof value, expected: 'a scalar tensor', next: 'return what the methods of Tensor give; a promise is none' });
  requireScalar('the value of the function', value.shape);
  if (value.dtype !== 'float') throw new ShapeError('the value of the function is no float', { got: value.dtype, expected: 'float', next: "cast it: x.cast('float')" });
  return value;
}

/** Parameters of which none is undefined: a name that is none of theirs is told where f asks for it. */
function watched(parameters: Tensors): Tensors {
  return new Proxy(parameters, { get: (own, name) => (typeof name === 'symbol' ? undefined : own[name] ?? refuseName(name, Object.keys(own))) });
}

function refuseName(name: string, known: readonly string[]): never {
  throw new ConfigError(`the function asks for a parameter ${JSON.stringify(name)}, which has no first value`, {
    where: 'function', expected: `one of ${known.join(', ')}`, nearest: nearestName(name, known), next: `give it one: minimize(f, { …, ${name}: 0 }, …)`,
  });
}

function withoutDerivative(names: readonly string[]): ShapeError {
  return new ShapeError('the function has no derivative with respect to its parameters', {
    where: 'function', got: `a value that does not depend smoothly on ${names.join(', ')}`, next: 'use the parameters, and not only through comparisons, sign, floor, argMax, detach or integers',
  });
}
