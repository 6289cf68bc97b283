import * as core from 'zod/v4/core';

type Path = readonly (string | number)[];

/** The keys that an object schema knows at a path inside it; empty where there is no object. Unions give the keys of all their alternatives. */
export function keysAt(schema: core.$ZodType, path: Path): readonly string[] {
  const [key, ...rest] = path;
  const plain = unwrapped(schema);
  if (plain instanceof core.$ZodUnion) return plain._zod.def.options.flatMap(option => keysAt(option, path));
  if (plain instanceof core.$ZodArray) return key === undefined ? [] : keysAt(plain._zod.def.element, rest);
  if (!(plain instanceof core.$ZodObject)) return [];
  const shape: Readonly<Record<string, core.$ZodType>> = plain._zod.def.shape;
  if (key === undefined) return Object.keys(shape);
  const inner = Object.hasOwn(shape, key) ? shape[key] : undefined;
  return inner === undefined ? [] : keysAt(inner, rest);
}

/** The schema inside optional, default, nullable, readonly and the input side of a pipe. */
export function unwrapped(schema: core.$ZodType): core.$ZodType {
  const inner = innerOf(schema);
  return inner === undefined ? schema : unwrapped(inner);
}

/** The schema that a wrapper is around: optional, default, nullable, readonly, lazy, or the input side of a pipe. Undefined for what is no wrapper. */
export function innerOf(schema: core.$ZodType): core.$ZodType | undefined {
  if (schema instanceof core.$ZodPipe) return schema._zod.def.in;
  if (schema instanceof core.$ZodLazy) return schema._zod.def.getter();
  const wrapper = schema instanceof core.$ZodOptional || schema instanceof core.$ZodNullable || schema instanceof core.$ZodDefault
    || schema instanceof core.$ZodPrefault || schema instanceof core.$ZodReadonly;
  return wrapper ? schema._zod.def.innerType : undefined;
}
