import type { Layer, ParameterSpec } from '../layers/layer.ts';
import { buildModel } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

/** A model that is nothing but parameters, each under its own name, zeros at first. */
export function parameterModel(parameters: Readonly<Record<string, Omit<ParameterSpec, 'initializer'>>>): Model {
  const initializer = { values: (shape: Shape) => new Float64Array(sizeOf(shape)) };
  const declared = Object.entries(parameters).map(([name, spec]) => [name, { ...spec, initializer }] as const);
  const holder: Layer = {
    build: outputs => ({ outputs, parameters: Object.fromEntries(declared) }),
    forward: (_, outputs) => ({ outputs, backward: inputs => ({ inputs }) }),
  };
  return buildModel(holder, [[1]], () => '');
}
