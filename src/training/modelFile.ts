import { ModelFileError } from '../errors.ts';
import { nodeModule } from '../platform/node.ts';
import * as z from 'zod/mini';
import { expectationOf } from '../components/expectation.ts';
import { standardisationSchema } from '../data/standardise.ts';
import { functionInCode } from './functionInCode.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import type { HostTensor } from './hostTensor.ts';
import type { Model } from '../model/model.ts';
import type { State } from './recovery.ts';
import { weightPaths } from './weights.ts';

const column = z.strictObject({
  name: z.string(),
  shape: z.array(z.int().check(z.nonnegative())),
  dtype: z.enum(['float', 'int32']),
});

const descriptionSchema = z.strictObject({
  /** The version of this description; a reader refuses one that it does not know. */
  format: z.literal(1),
  /** The resolved config. */
  config: z.record(z.string(), z.unknown()),
  inputs: z.array(column),
  targets: z.array(column),
  standardisation: standardisationSchema,
  /** True where the columns have no names of the user's. */
  unnamed: z.optional(z.boolean()),
  /** The classes by index, where the targets have names. */
  categories: z.optional(z.array(z.string())),
  /** The plugins that the run was made with, to be told, never to be loaded: a name, and the file or package as it was named. */
  plugins: z.optional(z.readonly(z.array(z.strictObject({ name: z.string(), from: z.optional(z.string()) })))),
  /** The states of the config's schedules that follow figures. */
  schedules: z.optional(z.readonly(z.array(z.unknown()))),
});

/** What a model file holds beside the weights: enough to make the model again, as data alone. */
export type ModelDescription = z.infer<typeof descriptionSchema>;

/** Throws a ModelFileError that names the option which is a function: no file can hold it, and a model file never loads code. */
export function requireStorable({ config }: ModelDescription): void {
  const path = pathOf(functionInCode, config);
  if (path === undefined) return;
  throw new ModelFileError('a function that was given in code cannot be saved in a model file', {
    where: path.map((key, index) => (/^\d+$/u.test(key) ? `[${key}]` : index === 0 ? key : `.${key}`)).join(''),
    next: 'contribute the layer by a plugin (definePlugin), which the program that loads the model names too',
  });
}

function pathOf(wanted: string, value: unknown): readonly string[] | undefined {
  if (value === wanted) return [];
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const path = pathOf(wanted, inner);
    if (path !== undefined) return [key, ...path];
  }
  return undefined;
}

export interface ModelFile {
  readonly description: ModelDescription;
  readonly weights: Readonly<Record<string, HostTensor>>;
}

/** Weights and buffers as a safetensors file, float32, with the description in its metadata. Throws a ModelFileError where a part of it is a function given in code. */
export function encodeModel(state: State, model: Model, description: ModelDescription): Uint8Array {
  requireStorable(description);
  const tensor = (kind: string) => ({ path, shape }: { readonly path: string; readonly shape: readonly number[] }) =>
    [path, { dtype: 'F32', shape, values: Float32Array.from(state[`${kind}/${path}`] ?? []) }] as const;
  const tensors = [...model.parameters.map(tensor('parameters')), ...model.buffers.map(tensor('buffers'))];
  return encodeSafetensors(Object.fromEntries(tensors), { chainrule: JSON.stringify(description) });
}

/** Writes a model file. Throws a ModelFileError where it cannot be written. */
export async function writeModel(path: string, bytes: Uint8Array): Promise<void> {
  const { writeFile } = nodeModule('node:fs/promises');
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new ModelFileError('the model file cannot be written', { where: String(path), got: error instanceof Error ? error.message : String(error), next: 'name a file in a folder that can be written to' }, { cause: error });
  }
}

/** Throws a ModelFileError that names the first weight of the model which a file lacks: it would silently keep its initial value. */
export function requireAllWeights(model: Model, weights: ModelFile['weights'], source: string): void {
  const missing = weightPaths(model).find(path => weights[path] === undefined);
  if (missing !== undefined) throw new ModelFileError(`the file lacks the weight ${missing}`, { where: source, got: Object.keys(weights).join(', ') || 'no weights', expected: weightPaths(model).join(', ') });
}

/** Reads what `encodeModel` wrote. Throws a ModelFileError for a damaged file, or one of another program. */
export function decodeModel(bytes: Uint8Array, source: string): ModelFile {
  const { tensors, metadata } = decodeSafetensors(bytes, source);
  const text = metadata['chainrule'];
  if (text === undefined) throw new ModelFileError('this safetensors file was not written by chainrule', { where: source, next: 'name a model.safetensors of a run folder' });
  return { description: parseDescription(text, source), weights: tensors };
}

function parseDescription(text: string, source: string): ModelDescription {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new ModelFileError('the description of the model is damaged', { where: source, got: 'text that is not JSON' }, { cause: error });
  }
  const parsed = descriptionSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ModelFileError('the description of the model is damaged, or of another version', { where: source, got: issue && `a ${issue.path.join('.') || 'description'} that is not ${expectationOf(issue) ?? 'known'}`, expected: 'format 1' });
}
