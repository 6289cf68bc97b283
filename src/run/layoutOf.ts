import type { Column } from '../data/dataset.ts';
import { ConfigError, DataError } from '../errors.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Layout } from '../training/userBatch.ts';
import type { PreparedData } from './prepareData.ts';

/** Shapes of one sample, as a config without data gives them. */
export interface ConfiguredShapes {
  readonly inputs: readonly ConfiguredShape[];
  readonly targets: readonly ConfiguredShape[];
}

export interface ConfiguredShape {
  readonly shape: readonly number[];
  readonly dtype: 'float' | 'int32';
}

/** A layout with the names of the classes, as a model file keeps it. */
export interface StoredLayout extends Layout {
  readonly categories?: readonly string[] | undefined;
}

/** What the model works on: read off the data, else as the config's `shapes` say. Throws a ConfigError where neither is there. */
export function layoutOf(prepared: PreparedData | undefined, shapes: ConfiguredShapes | undefined): StoredLayout {
  if (prepared !== undefined) return ofColumns(prepared);
  if (shapes === undefined) {
    throw new ConfigError('the shapes of inputs and targets are not known', { where: 'data', got: 'no data and no shapes', next: 'name a data source, or give shapes: { inputs: [[784]], targets: [[10]] } for batches of your own' });
  }
  const named = (kind: string) => ({ shape, dtype }: ConfiguredShape, index: number) => ({ name: index === 0 ? kind : `${kind}${index + 1}`, shape, dtype });
  return { inputs: shapes.inputs.map(named('input')), targets: shapes.targets.map(named('target')), standardisation: {} };
}

/** Throws a DataError where data are not laid out as those that a stored model was trained on. */
export function requireLayout({ parts: { train } }: PreparedData, stored: Layout): void {
  requireColumns('inputs', train.inputs, stored.inputs);
  requireColumns('targets', train.targets, stored.targets);
}

/** Throws a DataError where columns have other names or shapes than the model's. */
export function requireColumns(kind: string, got: readonly Column[], expected: Layout['inputs']): void {
  const fits = got.length === expected.length && expected.every(({ name, shape }, index) => got[index]?.name === name && sameShape(shape, got[index]?.shape ?? []));
  if (fits) return;
  throw new DataError(`the ${kind} are not laid out as those that the model was trained on`, { where: got[0]?.source, got: print(got), expected: print(expected) });
}

function ofColumns({ parts: { train }, standardisation }: PreparedData): StoredLayout {
  const column = ({ name, shape, dtype }: Column) => ({ name, shape, dtype });
  return { inputs: train.inputs.map(column), targets: train.targets.map(column), standardisation, categories: train.targets[0]?.categories };
}

function print(columns: Layout['inputs']): string {
  return columns.map(({ name, shape }) => `${name} ${formatShape(shape)}`).join(', ') || 'none';
}
