import type { ReferenceInput } from '../components/definition.ts';
import type { Initializer } from '../initializers/initializer.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { RandomStream } from '../random/randomStream.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';

/** What is checked of an initializer, and how. */
export interface InitializerContractOptions {
  readonly initializer: ReferenceInput<'initializer'>;
  /** Shapes of parameters to fill: of the ranks 0 to 4 if left out. */
  readonly shapes?: readonly Shape[];
  readonly plugins?: readonly Plugin[];
}

/** Of rank 0 to 4; an extent of 1 and a kernel of one unit among them. */
const shapesOfEveryRank: readonly Shape[] = [[], [5], [3, 4], [1, 1], [2, 3, 4], [2, 2, 3, 4]];

/**
 * What every initializer keeps to: as many numbers as the shape has elements, finite also when rounded to float32, the same from the same stream.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { heNormal } from 'chainrule';
 * import { initializerContract, registerChecks } from 'chainrule/testing';
 *
 * registerChecks('heNormal', initializerContract({ initializer: heNormal(), shapes: [[5], [3, 4]] }), { describe, it });
 * ```
 */
export function initializerContract({ initializer: reference, shapes = shapesOfEveryRank, plugins = [] }: InitializerContractOptions): readonly Check[] {
  return checksOrFailure('the initializer is made', () => {
    const initializer = createRegistry(plugins).create('initializer', reference);
    const label = typeof reference === 'string' ? reference : reference.use;
    return shapes.map(shape => ({ name: `fills ${formatShape(shape)} with finite numbers, the same each time`, run: () => checkValues(`${label} of ${formatShape(shape)}`, initializer, shape) }));
  });
}

function checkValues(label: string, initializer: Initializer, shape: Shape): void {
  const draw = () => Array.from(initializer.values(shape, new RandomStream(11, 'initial contract')));
  const [values, again] = [draw(), draw()];
  if (values.length !== sizeOf(shape)) throw new Error(`${label}: ${values.length} numbers, expected ${sizeOf(shape)}`);
  const broken = values.findIndex(value => !Number.isFinite(Math.fround(value)));
  if (broken >= 0) throw new Error(`${label}: element ${broken} is ${values[broken]}, which is not finite in float32`);
  const changed = values.findIndex((value, index) => !Object.is(value, again[index]));
  if (changed >= 0) throw new Error(`${label}: element ${changed} is ${values[changed]}, and ${again[changed]} from the same stream`);
}
