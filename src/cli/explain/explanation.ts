import { kindWords } from '../../components/kinds.ts';
import { commonOptions, optionsOf } from '../../config/jsonSchema/componentSchemas.ts';
import type { JsonSchema } from '../../config/jsonSchema/jsonSchema.ts';
import type { Contribution } from '../../plugins/contribution.ts';
import { contributorOf } from '../components/registered.ts';
import type { Registered } from '../components/registered.ts';
import { commentDescriptions, documentationOf } from '../documentation/documentation.ts';
import { exampleOf } from './example.ts';
import { shortFormOf } from './shortForm.ts';
import { typeText } from './typeText.ts';

/** One option of a component. */
export interface ExplainedOption {
  readonly name: string;
  /** What it takes, in words. */
  readonly type: string;
  readonly required: boolean;
  /** What it is if left out, where that is told. */
  readonly default?: unknown;
  readonly description?: string | undefined;
}

/** All that there is to know of a component. */
export interface Explanation {
  readonly kind: string;
  readonly name: string;
  readonly summary: string;
  readonly plugin?: string | undefined;
  readonly about?: string | undefined;
  readonly equations: readonly string[];
  readonly options: readonly ExplainedOption[];
  /** Options that all components of the kind have. */
  readonly commonOptions: readonly ExplainedOption[];
  readonly shortForm?: string | undefined;
  readonly notes: readonly string[];
  readonly shapes?: string | undefined;
  readonly throws?: string | undefined;
  readonly source?: string | undefined;
  /** A part of a config that is valid; none for what only code can give. */
  readonly example?: string | undefined;
  readonly file?: string | undefined;
}

/** Gathers what a definition, its schema and the comments in its file say. */
export function explanationOf(contribution: Contribution, { files }: Registered): Explanation {
  const { kind, name, summary } = contribution.definition;
  const descriptions = commentDescriptions(files);
  const own = optionsOf(contribution, descriptions);
  const documentation = documentationOf(contribution, files);
  return {
    kind: kindWords[kind], name, summary, plugin: contributorOf(contribution),
    equations: [], notes: [], ...documentation,
    options: optionsIn(own), commonOptions: optionsIn(commonOptions(kind, descriptions)),
    shortForm: shortFormOf(contribution, own), example: exampleOf(contribution, own), file: documentation?.file ?? files.get(contribution.plugin),
  };
}

function optionsIn({ properties = {}, required = [] }: JsonSchema): readonly ExplainedOption[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name, type: typeText(schema), required: required.includes(name), description: schema.description, ...('default' in schema && { default: schema.default }),
  }));
}
