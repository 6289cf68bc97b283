import { definitionOf } from '../components/builtFrom.ts';
import type { LayerInput, ReferenceInput } from '../components/definition.ts';
import type { DifferentiatedKind } from '../verification/builtInExamples.ts';
import type { ColumnInput } from '../verification/columns.ts';
import { componentProblems } from '../verification/componentProblems.ts';
import type { NamedComponent } from '../verification/componentProblems.ts';
import type { ProblemOptions } from '../verification/problemOptions.ts';
import { verifyProblem } from '../verification/verifyProblem.ts';
import type { VerifyOptions } from '../verification/verifyProblem.ts';
import type { Verification } from '../verification/verification.ts';

/** A component that has a derivative. */
export type DifferentiatedInput = LayerInput | ReferenceInput<'loss'> | ReferenceInput<'regularizer'>;

/** On what, and how, gradients are expected to be correct. */
export interface ExpectedGradients extends ProblemOptions, VerifyOptions {
  /** Without the batch axis: what goes into a layer or a regularizer, or the prediction and the target of a loss. The example of its definition, or a usual shape, where they are left out. */
  readonly inputs?: readonly ColumnInput[];
}

/**
 * Verifies a layer, a loss or a regularizer in one line: `await expectCorrectGradients(swish())`. Throws the verdict where a gradient is wrong, and where one cannot be compared
 * because all of its elements lie on kinks; gives what was found.
 */
export async function expectCorrectGradients(component: DifferentiatedInput, { inputs, backends, strict, elements, ...options }: ExpectedGradients = {}): Promise<readonly Verification[]> {
  const how = { ...(backends && { backends }), ...(strict !== undefined && { strict }), ...(elements !== undefined && { elements }) };
  const verifications: Verification[] = [];
  for (const problem of componentProblems({ ...named(component), ...options, ...(inputs && { example: { inputs: inputs.map(asColumn) } }) })) verifications.push(await verifyProblem(problem, how));
  const wrong = verifications.filter(({ passed, figures }) => !passed || figures.some(({ status }) => status === 'not compared'));
  if (wrong.length > 0) throw new Error(wrong.map(({ subject, verdict }) => `${subject}: ${verdict}`).join('\n'));
  return verifications;
}

function named(component: DifferentiatedInput): Pick<NamedComponent, 'kind' | 'name' | 'reference'> {
  if (typeof component === 'string') return { kind: 'layer', name: component };
  if (!('use' in component)) return { kind: 'layer', name: 'sequential', reference: { use: 'sequential', layers: component } };
  return { kind: kindOf(component), name: component.use, reference: component };
}

/** A loss and a regularizer are known by what built them; what was written as data is a layer. */
function kindOf(reference: object): DifferentiatedKind {
  const kind = definitionOf(reference)?.kind;
  return kind === 'loss' || kind === 'regularizer' ? kind : 'layer';
}

function asColumn(input: ColumnInput) {
  return 'shape' in input ? input : { shape: input };
}
