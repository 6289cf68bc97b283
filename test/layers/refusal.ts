import { expect } from 'vitest';
import type { LayerInput } from '../../src/components/definition.ts';
import { ChainruleError } from '../../src/errors.ts';
import { buildModel } from '../../src/model/model.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import type { Shape } from '../../src/tensor/shape.ts';

/** The message with which a layer of these inputs is refused, when it is made or when it is built. */
export function refusal(layer: LayerInput, inputs: readonly Shape[] = [[3]]): string {
  try {
    const registry = createRegistry([]);
    buildModel(registry.create('layer', layer), inputs, registry.nameOf);
  } catch (error) {
    expect(error).toBeInstanceOf(ChainruleError);
    return error instanceof Error ? error.message : '';
  }
  return 'nothing was refused';
}
