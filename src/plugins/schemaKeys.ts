import * as z from 'zod';

type Path = readonly (string | number)[];

/** The keys that an object schema knows at a path inside it; empty where there is no object. Unions give the keys of all their alternatives. */
export function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const [key, ...rest] = path;
  const plain = unwrapped(schema);
  if (plain instanceof z.ZodUnion) return plain.options.flatMap(option => keysAt(option, path));
  if (plain instanceof z.ZodArray) return key === undefined ? [] : keysAt(plain.element, rest);
  if (!(plain instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.core.$ZodType>> = plain.shape;
  if (key === undefined) return Object.keys(shape);
  const inner = Object.hasOwn(shape, key) ? shape[key] : undefined;
  return inner === undefined ? [] : keysAt(inner, rest);
}

/** The schema inside optional, default, nullable, readonly and the input side of a pipe. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodPipe) return unwrapped(schema.in);
  if (schema instanceof z.ZodLazy) return unwrapped(schema.unwrap());
  const wrapper = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
    || schema instanceof z.ZodPrefault || schema instanceof z.ZodReadonly;
  return wrapper ? unwrapped(schema.unwrap()) : schema;
}
