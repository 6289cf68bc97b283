import * as z from 'zod/mini';
import { issueOf } from '../components/problemIssue.ts';
import { InvalidConfigError } from './problem.ts';

/** A schema that takes a reference and gives what `create` makes of it. The problems that `create` throws are put under the reference's own path. */
export function componentSchema<T, Input>(create: (input: unknown) => T): z.ZodMiniType<T, Input> {
  const schema = z.pipe(z.custom<Input>(), z.transform((input, context) => {
    try {
      return create(input);
    } catch (error) {
      if (!(error instanceof InvalidConfigError)) throw error;
      context.issues.push(...error.problems.map(issueOf));
      return z.NEVER;
    }
  }));
  return schema as z.ZodMiniType<T, Input>;
}
