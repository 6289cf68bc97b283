import fc from 'fast-check';
import type { LayerInput } from '../../../src/components/definition.ts';
import type { TestColumn } from '../../../src/verification/columns.ts';
import type { LayerContractOptions } from '../../../src/testing/layerContract.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { shapes, sizes } from '../random.ts';

export type LayerCase = Omit<LayerContractOptions, 'backends' | 'plugins'>;

/** Random cases of a layer: one made for random shapes of its inputs. */
export function cases<T>(arbitrary: fc.Arbitrary<T>, make: (value: T) => LayerCase): fc.Arbitrary<LayerCase> {
  return fc.record({ value: arbitrary, ...sizes }).map(({ value, ...rest }) => ({ ...rest, ...make(value) }));
}

/** Random cases of a layer that takes one input of any shape. */
export const ofAnyShape = (layer: LayerInput, least = 0) => cases(shapes(least), shape => ({ layer, inputs: [shape] }));

/** Numbers with a deviation of 3, so that all pieces of a function are met. */
export const spread = (shape: Shape): TestColumn => ({ shape, value: random => 3 * random.normal() });
