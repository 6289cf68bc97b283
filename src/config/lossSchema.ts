import * as z from 'zod/mini';
import type { ReferenceInput } from '../components/definition.ts';
import { issueOf } from '../components/problemIssue.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Loss } from '../losses/loss.ts';
import { componentSchema } from '../plugins/componentSchema.ts';
import { InvalidConfigError } from '../plugins/problem.ts';
import { parseProblems, valuesOf } from '../plugins/zodProblems.ts';
import type { Registry } from '../plugins/registry.ts';

/** A loss of one of the model's outputs, and its share in the total. */
export interface LossSettings {
  readonly loss: Loss;
  readonly weight: number;
}

/** A loss, or a loss with its weight: `{ loss: meanSquaredError, weight: 0.3 }`. */
export type LossInput = ReferenceInput<'loss'> | { readonly loss: ReferenceInput<'loss'>; readonly weight?: number };

/** `loss` as it is written: one, or a list with an entry for each output of the model, null at its end for those that have none. */
export type LossesInput = LossInput | readonly (LossInput | null)[];

/** The schema of `loss`. */
export function lossSchema({ schemas }: Registry): z.ZodMiniType<readonly LossSettings[], LossesInput> {
  const weighted = z.strictObject({
    /** The loss. */
    loss: schemas.loss(),
    /** Its share in the total. */
    weight: withDefault(z.number().check(z.gte(0)), 1),
  });
  const one = componentSchema<LossSettings, LossInput>(input => {
    const schema = isWeighted(input) ? weighted : z.pipe(schemas.loss(), z.transform(loss => ({ loss, weight: 1 })));
    const [settings] = valuesOf(parseProblems<z.ZodMiniType<LossSettings>>(schema, input));
    return settings;
  });
  const list = z.pipe(z.array(z.nullable(one)).check(z.minLength(1), z.superRefine(requireLossesFirst)), z.transform(entries => entries.filter(entry => entry !== null)));
  return componentSchema<readonly LossSettings[], LossesInput>(input => {
    const [losses] = valuesOf(Array.isArray(input) ? parseProblems(list, input) : parseProblems(z.pipe(one, z.transform(loss => [loss])), input));
    requireSomeShare(losses, Array.isArray(input));
    return losses;
  });
}

function requireSomeShare(losses: readonly LossSettings[], listed: boolean): void {
  if (losses.some(({ weight }) => weight > 0)) return;
  throw InvalidConfigError.of([{ path: [...(listed ? [0] : []), 'weight'], problem: 'no loss has a weight above 0: nothing would be trained', got: '0', expected: `more than 0${listed ? ' for at least one loss' : ''}` }]);
}

/** Targets are counted by losses, so that only outputs behind the last one can go without. */
function requireLossesFirst(entries: readonly unknown[], context: { readonly issues: unknown[] }): void {
  const without = entries.indexOf(null);
  if (without < 0 || (without > 0 && entries.slice(without).every(entry => entry === null))) return;
  context.issues.push(issueOf({ path: [without], problem: 'this output needs a loss', got: 'null', expected: 'null for outputs behind the last loss alone', next: 'put outputs without a loss last' }));
}

function isWeighted(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'loss' in input && !('use' in input);
}
