import { located } from '../errors.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { RandomStream } from '../random/randomStream.ts';
import type { HostArray } from '../tensor/dtype.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Model, Parameter } from '../model/model.ts';
import { slotsOf } from './recordStep.ts';

/**
 * The state that training starts from. Each parameter draws from a stream of its own, keyed by the seed and its path, so that adding a layer does not change the
 * others; drawn values are rounded to float32, so that every backend starts from the same bits. Values that a user wrote are those in a float64 run too.
 */
export function initialState(model: Model, optimizer: Optimizer, seed: number): Record<string, HostArray> {
  const parameters = Object.fromEntries(model.parameters.map(parameter => [`parameters/${parameter.path}`, initialValues(parameter, seed)]));
  const slots = model.parameters.flatMap(parameter => slotsOf(optimizer, parameter))
    .flatMap(({ name, shape, initial }) => (initial === 'parameter' ? [] : [[name, filled(shape, initial)] as const]));
  const buffers = model.buffers.map(({ path, shape, initial }) => [`buffers/${path}`, filled(shape, initial)] as const);
  return { ...parameters, ...slotsFromParameters(model, optimizer, parameters), ...Object.fromEntries([...slots, ...buffers]) };
}

/** The slots that start from parameters, for those parameters whose values are in `state`. */
export function slotsFromParameters<Values>(model: Model, optimizer: Optimizer, state: Readonly<Record<string, Values>>): Record<string, Values> {
  const entries = model.parameters.flatMap(parameter => {
    const values = state[`parameters/${parameter.path}`];
    return slotsOf(optimizer, parameter).flatMap(({ name, initial }) => (initial === 'parameter' && values !== undefined ? [[name, values] as const] : []));
  });
  return Object.fromEntries(entries);
}

function initialValues({ path, shape, initializer }: Parameter, seed: number): HostArray {
  try {
    return (initializer.exact ? Float64Array : Float32Array).from(initializer.values(shape, new RandomStream(seed, `initial ${path}`)));
  } catch (error) {
    throw located(error, path);
  }
}

/** A value that float32 cannot hold, 0.1 for example, is exact in a float64 run. */
function filled(shape: Shape, value: number): HostArray {
  const size = sizeOf(shape);
  return (Math.fround(value) === value ? new Float32Array(size) : new Float64Array(size)).fill(value);
}
