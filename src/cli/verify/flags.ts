import type * as z from 'zod/mini';
import { Places } from '../../config/places.ts';
import { readYaml } from '../../config/readYaml.ts';
import type { ComponentExample } from '../../components/definition.ts';
import { InvalidConfigError } from '../../plugins/problem.ts';
import { parseProblems, valuesOf } from '../../plugins/zodProblems.ts';
import { inputsSchema, optionsSchema } from '../../verification/exampleSchema.ts';

/** The options of `chainrule verify`. */
export interface VerifyFlags {
  readonly layer?: string;
  readonly loss?: string;
  readonly regularizer?: string;
  readonly plugin: readonly string[];
  readonly all?: boolean;
  readonly options?: string;
  readonly inputs?: string;
  readonly batchSize: readonly string[];
  readonly backend: readonly string[];
  readonly set: readonly string[];
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly report?: string;
  readonly png?: string;
}

/** What `--options` and `--inputs` say; undefined where neither is given. Throws an InvalidConfigError for what is no YAML, and for what is neither. */
export function exampleOf({ options, inputs }: Pick<VerifyFlags, 'options' | 'inputs'>): ComponentExample | undefined {
  if (options === undefined && inputs === undefined) return undefined;
  return {
    ...(options !== undefined && { options: read('--options', options, optionsSchema) }),
    ...(inputs !== undefined && { inputs: read('--inputs', inputs, inputsSchema) }),
  };
}

function read<S extends z.core.$ZodType>(flag: string, text: string, schema: S): z.output<S> {
  const places = new Places();
  const parsed = parseProblems(schema, readYaml(text, { flag: `${flag} ` }, places));
  if ('problems' in parsed) throw InvalidConfigError.of(places.locateAll(parsed.problems));
  const [value] = valuesOf(parsed);
  return value;
}
