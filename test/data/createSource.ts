import { z } from 'zod';
import type { AnyBuilder, ComponentSchemas } from '../../src/components/definition.ts';
import type { DataSource } from '../../src/data/dataset.ts';

const none = (): never => { throw new Error('a data source has no options that are components'); };

/** The schemas of components, for sources that have no such options. */
export const componentSchemas: ComponentSchemas = {
  layer: none, loss: none, optimizer: none, regularizer: none, projection: none, initializer: none, schedule: none, metric: none, dataSource: none, observer: none, backend: none,
};

/** Makes a data source from options as a config gives them. */
export function createSource({ definition }: AnyBuilder<'dataSource'>, options: unknown): DataSource {
  return definition.create(z.core.parse(definition.options(componentSchemas), options));
}

/** Whether a data source takes these options. */
export function takesOptions({ definition }: AnyBuilder<'dataSource'>, options: unknown): boolean {
  return z.safeParse(definition.options(componentSchemas), options).success;
}
