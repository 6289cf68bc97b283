import * as z from 'zod/mini';
import type { ReferenceInput } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Loss } from '../losses/loss.ts';
import { componentSchema } from '../plugins/componentSchema.ts';
import { parseProblems, valuesOf } from '../plugins/zodProblems.ts';
import type { Registry } from '../plugins/registry.ts';

/** A loss of one of the model's outputs, and its share in the total. */
export interface LossSettings {
  readonly loss: Loss;
  readonly weight: number;
}

/** A loss, or a loss with its weight: `{ loss: meanSquaredError, weight: 0.3 }`. */
export type LossInput = ReferenceInput<'loss'> | { readonly loss: ReferenceInput<'loss'>; readonly weight?: number };

/** The schema of `loss`: one, or a list with one for each output of the model. */
export function lossSchema({ schemas }: Registry): z.ZodMiniType<readonly LossSettings[], LossInput | readonly LossInput[]> {
  const weighted = z.strictObject({ loss: schemas.loss(), weight: withDefault(z.number().check(z.gte(0)), 1) });
  const one = componentSchema<LossSettings, LossInput>(input => {
    const schema = isWeighted(input) ? weighted : z.pipe(schemas.loss(), z.transform(loss => ({ loss, weight: 1 })));
    const [settings] = valuesOf(parseProblems<z.ZodMiniType<LossSettings>>(schema, input));
    return settings;
  });
  const list = z.array(one).check(z.minLength(1));
  return componentSchema<readonly LossSettings[], LossInput | readonly LossInput[]>(input => {
    const [losses] = valuesOf(Array.isArray(input) ? parseProblems(list, input) : parseProblems(z.pipe(one, z.transform(loss => [loss])), input));
    return losses;
  });
}

function isWeighted(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'loss' in input && !('use' in input);
}
