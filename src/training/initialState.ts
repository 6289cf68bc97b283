import type { Optimizer } from '../optimizers/optimizer.ts';
import { RandomStream } from '../random/randomStream.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Model, Parameter } from '../model/model.ts';
import { slotsOf } from './recordStep.ts';

/**
 * The state that training starts from. Each parameter draws from a stream of its own, keyed by the seed and its path, so that adding a layer does not change the
 * others; values are rounded to float32, so that every backend starts from the same bits.
 */
export function initialState(model: Model, optimizer: Optimizer, seed: number): Record<string, Float32Array> {
  const parameters = model.parameters.map(parameter => [`parameters/${parameter.path}`, initialValues(parameter, seed)] as const);
  const slots = model.parameters.flatMap(parameter => slotsOf(optimizer, parameter).map(({ name, shape, initial }) => [name, filled(shape, initial)] as const));
  const buffers = model.buffers.map(({ path, shape, initial }) => [`buffers/${path}`, filled(shape, initial)] as const);
  return Object.fromEntries([...parameters, ...slots, ...buffers]);
}

function initialValues({ path, shape, initializer }: Parameter, seed: number): Float32Array {
  return Float32Array.from(initializer.values(shape, new RandomStream(seed, `initial ${path}`)));
}

function filled(shape: Shape, value: number): Float32Array {
  return new Float32Array(sizeOf(shape)).fill(value);
}
