import * as z from 'zod/mini';
import { InvalidConfigError } from '../plugins/problem.ts';
import { parseProblems } from '../plugins/zodProblems.ts';
import type { ColumnInput } from '../verification/columns.ts';
import { inputsSchema } from '../verification/exampleSchema.ts';
import type { ProblemOptions } from '../verification/problemOptions.ts';
import { verifyComponent } from '../verification/verifyComponents.ts';
import type { VerifyOptions } from '../verification/verifyProblem.ts';
import type { Verification } from '../verification/verification.ts';
import { differentiatedComponent } from './differentiatedComponent.ts';
import type { DifferentiatedInput } from './differentiatedComponent.ts';

export type { DifferentiatedInput } from './differentiatedComponent.ts';

/** On what, and how, gradients are expected to be correct. */
export interface ExpectedGradients extends ProblemOptions, VerifyOptions {
  /** Without the batch axis: what goes into a layer or a regularizer, or the prediction and the target of a loss. The example of its definition, or a usual shape, where they are left out. */
  readonly inputs?: readonly ColumnInput[];
  /** 5, 1 and 9 one after the other if left out: a mistake may show in one of them alone. */
  readonly batchSize?: number;
}

/**
 * Verifies a layer, a loss or a regularizer in one line: `await expectCorrectGradients(swish())`. Throws the verdict where a gradient is wrong, and where one cannot be compared
 * because all of its elements lie on kinks; gives what was found. Throws a ConfigError for what is no component, for inputs that are none, and where no usual input fits.
 *
 * ```ts
 * import { it } from 'vitest';
 * import { gelu } from 'chainrule';
 * import { expectCorrectGradients } from 'chainrule/testing';
 *
 * it('gelu has correct gradients', async () => void await expectCorrectGradients(gelu()));
 * ```
 */
export async function expectCorrectGradients(component: DifferentiatedInput, options: ExpectedGradients = {}): Promise<readonly Verification[]> {
  requireValid(options);
  const { inputs, backends, strict, elements, batchSize, ...others } = options;
  const how = { ...(backends && { backends }), ...(strict !== undefined && { strict }), ...(elements !== undefined && { elements }), ...(batchSize !== undefined && { batchSizes: [batchSize] as const }) };
  const named = { ...differentiatedComponent(component, others.plugins ?? []), ...others };
  const verifications = await verifyComponent({ ...named, ...(inputs && { example: { inputs: inputs.map(asColumn) } }) }, how);
  const wrong = verifications.filter(({ passed, figures }) => !passed || figures.some(({ status }) => status === 'not compared'));
  if (wrong.length > 0) throw new Error(wrong.map(({ subject, verdict }) => `${subject}: ${verdict}`).join('\n'));
  return verifications;
}

const positive = z.optional(z.int().check(z.positive()));
const schema = z.object({ inputs: z.optional(inputsSchema), elements: positive, batchSize: positive });

/** The compiler knows of no extents, and plain JavaScript has no compiler. */
function requireValid({ inputs, elements, batchSize }: ExpectedGradients): void {
  const plain = Array.isArray(inputs) ? inputs.map(withoutValue) : inputs;
  const parsed = parseProblems(schema, { inputs: plain, elements, batchSize });
  if ('problems' in parsed) throw InvalidConfigError.of(parsed.problems.map(problem => ({ ...problem, place: 'expectCorrectGradients' })));
}

/** How values are drawn is a function, which no data has. */
function withoutValue(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('value' in input) || typeof input.value !== 'function') return input;
  const { value: _, ...column } = input;
  return column;
}

function asColumn(input: ColumnInput) {
  return 'shape' in input ? input : { shape: input };
}
