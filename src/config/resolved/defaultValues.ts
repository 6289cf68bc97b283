import * as core from 'zod/v4/core';
import type { Kind } from '../../components/kinds.ts';
import { kindOf } from '../jsonSchema/describingSchemas.ts';
import type { KeyPath } from '../places.ts';

/** Does something with a component-valued option, and gives what is to be told of it. */
export type WithComponent = (kind: Kind, input: unknown, path: KeyPath) => unknown;

/** Takes the path of an option that was left out. */
export type LeftOut = (path: KeyPath) => void;

/** What was written for an option, with the values of what was left out in it, as a schema gives them. */
export class DefaultValues {
  readonly #component: WithComponent;
  readonly #leftOut: LeftOut;

  constructor(component: WithComponent, leftOut: LeftOut) {
    this.#component = component;
    this.#leftOut = leftOut;
  }

  of(schema: core.$ZodType, input: unknown, path: KeyPath): unknown {
    const kind = kindOf(schema);
    if (kind !== undefined) return input === undefined ? undefined : this.#component(kind, input, path);
    if (schema instanceof core.$ZodDefault || schema instanceof core.$ZodPrefault) return this.#orDefault(schema._zod.def, input, path);
    const inner = innerOf(schema);
    if (inner !== undefined) return this.of(inner, input, path);
    if (input === undefined || input === null) return input;
    if (schema instanceof core.$ZodUnion) return this.#meant(schema._zod.def.options, input, path);
    if (schema instanceof core.$ZodArray && Array.isArray(input)) return input.map((each: unknown, index) => this.of(schema._zod.def.element, each, [...path, index]));
    return schema instanceof core.$ZodObject && isObject(input) ? this.#object(schema._zod.def.shape, input, path) : input;
  }

  #orDefault({ innerType, defaultValue }: core.$ZodDefaultDef | core.$ZodPrefaultDef, input: unknown, path: KeyPath): unknown {
    if (input === undefined) this.#leftOut(path);
    return this.of(innerType, input === undefined ? defaultValue : input, path);
  }

  #meant(options: readonly core.$ZodType[], input: unknown, path: KeyPath): unknown {
    const meant = options.find(option => core.safeParse(option, input).success);
    return meant === undefined ? input : this.of(meant, input, path);
  }

  /** What was written comes first, in its order. */
  #object(shape: Readonly<Record<string, core.$ZodType>>, input: Readonly<Record<string, unknown>>, path: KeyPath): Readonly<Record<string, unknown>> {
    const keys = [...Object.keys(input), ...Object.keys(shape).filter(key => !Object.hasOwn(input, key))];
    const entries = keys.map(key => [key, shape[key] === undefined ? input[key] : this.of(shape[key], input[key], [...path, key])] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
}

/** The schema inside optional, nullable, readonly and the input side of a pipe. */
function innerOf(schema: core.$ZodType): core.$ZodType | undefined {
  if (schema instanceof core.$ZodPipe) return schema._zod.def.in;
  if (schema instanceof core.$ZodLazy) return schema._zod.def.getter();
  return schema instanceof core.$ZodOptional || schema instanceof core.$ZodNullable || schema instanceof core.$ZodReadonly ? schema._zod.def.innerType : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
