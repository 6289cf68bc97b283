import * as z from 'zod';
import type { ReferenceInput } from '../components/definition.ts';
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
export function lossSchema({ schemas }: Registry): z.ZodType<readonly LossSettings[], LossInput | readonly LossInput[]> {
  const weighted = z.strictObject({ loss: schemas.loss(), weight: z.number().min(0).default(1) });
  const one = componentSchema<LossSettings, LossInput>(input => {
    const schema = isWeighted(input) ? weighted : schemas.loss().transform(loss => ({ loss, weight: 1 }));
    const [settings] = valuesOf(parseProblems<z.ZodType<LossSettings>>(schema, input));
    return settings;
  });
  const list = z.array(one).min(1);
  return componentSchema<readonly LossSettings[], LossInput | readonly LossInput[]>(input => {
    const [losses] = valuesOf(Array.isArray(input) ? parseProblems(list, input) : parseProblems(one.transform(loss => [loss]), input));
    return losses;
  });
}

function isWeighted(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'loss' in input && !('use' in input);
}
