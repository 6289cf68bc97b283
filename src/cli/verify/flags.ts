import * as z from 'zod/mini';
import { Places } from '../../config/places.ts';
import { readYaml } from '../../config/readYaml.ts';
import type { ComponentExample } from '../../components/definition.ts';
import { InvalidConfigError } from '../../plugins/problem.ts';
import { parseProblems, valuesOf } from '../../plugins/zodProblems.ts';

/** The options of `chainrule verify`. */
export interface VerifyFlags {
  readonly layer?: string;
  readonly loss?: string;
  readonly regularizer?: string;
  readonly plugin: readonly string[];
  readonly all?: boolean;
  readonly options?: string;
  readonly inputs?: string;
  readonly backend: readonly string[];
  readonly set: readonly string[];
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly report?: string;
}

const shape = z.array(z.int().check(z.positive()));
const numbers = z.tuple([z.number(), z.number()]);
const column = z.strictObject({ shape, dtype: z.optional(z.enum(['float', 'int32'])), range: z.optional(numbers) });
const inputsSchema = z.array(z.union([shape, column], 'neither a shape, [4], nor { shape, dtype, range }')).check(z.minLength(1));
const optionsSchema = z.record(z.string(), z.unknown());

/** What `--options` and `--inputs` say; undefined where neither is given. Throws an InvalidConfigError for what is no YAML, and for what is neither. */
export function exampleOf({ options, inputs }: Pick<VerifyFlags, 'options' | 'inputs'>): ComponentExample | undefined {
  if (options === undefined && inputs === undefined) return undefined;
  return {
    ...(options !== undefined && { options: read('--options', options, optionsSchema) }),
    ...(inputs !== undefined && { inputs: read('--inputs', inputs, inputsSchema) }),
  };
}

function read<S extends z.core.$ZodType>(flag: string, text: string, schema: S): z.output<S> {
  const place = `${flag} ${text}`;
  const parsed = parseProblems(schema, readYaml(text, { source: place, placeOf: () => place }, new Places()));
  if ('problems' in parsed) throw InvalidConfigError.of(parsed.problems.map(problem => ({ ...problem, place })));
  const [value] = valuesOf(parsed);
  return value;
}
