import * as z from 'zod/mini';
import { expectationOf } from '../components/expectation.ts';
import { ModelFileError } from '../errors.ts';
import type { Shape } from '../tensor/shape.ts';
import { repeatedKey } from './repeatedKey.ts';

/** The key of the texts, which no tensor can have. */
export const metadataKey = '__metadata__';

/** A tensor as the header tells of it; `start` and `end` count bytes from the end of the header. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: 'F32' | 'F64' | 'I32';
  readonly shape: Shape;
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** The place of the first value in the file. */
  readonly start: number;
}

/** The format's own limit on the length of a header. */
const longest = 100_000_000;

const whole = z.int().check(z.nonnegative());
const entrySchema = z.strictObject({
  dtype: z.enum(['F32', 'F64', 'I32']),
  shape: z.array(whole),
  data_offsets: z.tuple([whole, whole]),
});
const metadataSchema = z.record(z.string(), z.string());

/** Reads the header of a safetensors file. Throws a ModelFileError where it is damaged. */
export function headerOf(bytes: Uint8Array, source: string): SafetensorsHeader {
  const length = lengthOf(bytes, source);
  const { [metadataKey]: metadata = {}, ...tensors } = parse(bytes.subarray(8, 8 + length), source);
  return {
    entries: Object.entries(tensors).map(([name, entry]) => entryOf(name, entry, source)),
    metadata: check(metadataSchema, metadata, `${source}, ${metadataKey}`),
    start: 8 + length,
  };
}

function lengthOf(bytes: Uint8Array, source: string): number {
  if (bytes.length < 8) throw damaged('the file is too short for a safetensors file', source, `${bytes.length} bytes`, 'at least 8');
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > longest) throw damaged('this is not a safetensors file', source, `a header of ${length} bytes`, `at most ${longest}`);
  if (8 + length > bytes.length) throw damaged('the file is truncated', source, `${bytes.length} bytes`, `at least ${8 + length}: the header alone has that many`);
  return length;
}

function parse(bytes: Uint8Array, source: string): Record<string, unknown> {
  const text = decode(bytes, source);
  const header = parseJson(text, source);
  if (!text.startsWith('{') || typeof header !== 'object' || header === null) throw notJson(source, text);
  const repeated = repeatedKey(text);
  if (repeated !== undefined) throw damaged('the header has a name twice', source, JSON.stringify(repeated), 'each name once');
  return { ...header };
}

function decode(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new ModelFileError('the header is not a text in UTF-8', { where: source }, { cause: error });
  }
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJson(source, text, error);
  }
}

function entryOf(name: string, value: unknown, source: string): TensorEntry {
  const { dtype, shape, data_offsets: [start, end] } = check(entrySchema, value, `${source}, tensor ${name}`);
  return { name, dtype, shape, start, end };
}

function check<T>(schema: z.ZodMiniType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw damaged('the header is wrong', [where, ...(issue?.path ?? [])].join(', '), preview(value), issue === undefined ? 'another value' : expectationOf(issue) ?? issue.message);
}

function preview(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' && value !== null ? `an object with the keys ${Object.keys(value).slice(0, 5).join(', ')}` : String(value).slice(0, 40);
}

function notJson(source: string, text: string, cause?: unknown): ModelFileError {
  const problem = 'the header is not a JSON object';
  return new ModelFileError(problem, { where: source, got: JSON.stringify(text.slice(0, 40)), next: 'take another copy of the file' }, { cause });
}

function damaged(problem: string, where: string, got: string, expected: string): ModelFileError {
  return new ModelFileError(problem, { where, got, expected });
}
