import * as z from 'zod/mini';
import type { ComponentSchemas } from '../../components/definition.ts';
import type { Kind } from '../../components/kinds.ts';
import { componentSchema } from '../../plugins/componentSchema.ts';

const kinds = new WeakMap<z.core.$ZodType, Kind>();

function tagged<T, Input>(kind: Kind, make: (input: unknown) => T): z.ZodMiniType<T, Input> {
  const schema = componentSchema<T, Input>(make);
  kinds.set(schema, kind);
  return schema;
}

function onlyNamed(kind: Kind) {
  return <T, Input>() => tagged<T, Input>(kind, () => z.NEVER);
}

/** Schemas of component-valued options that tell their kind, for a description of options; a schedule is made of a number, so that its range can be tried. */
export const describingSchemas: ComponentSchemas = {
  layer: onlyNamed('layer'),
  loss: onlyNamed('loss'),
  optimizer: onlyNamed('optimizer'),
  regularizer: onlyNamed('regularizer'),
  projection: onlyNamed('projection'),
  initializer: onlyNamed('initializer'),
  metric: onlyNamed('metric'),
  dataSource: onlyNamed('dataSource'),
  observer: onlyNamed('observer'),
  backend: onlyNamed('backend'),
  schedule: () => tagged('schedule', input => ({ at: () => Number(input), bounds: [[Number(input)]] })),
};

/** The kind of components that an option takes; undefined for an option of another type. */
export function kindOf(schema: z.core.$ZodType): Kind | undefined {
  return kinds.get(schema);
}
