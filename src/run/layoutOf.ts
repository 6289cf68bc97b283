import type { Column } from '../data/dataset.ts';
import { ConfigError } from '../errors.ts';
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
  return { inputs: shapes.inputs.map(named('input')), targets: shapes.targets.map(named('target')), standardisation: {}, unnamed: true };
}

function ofColumns({ parts: { train }, standardisation }: PreparedData): StoredLayout {
  const column = ({ name, shape, dtype }: Column) => ({ name, shape, dtype });
  return { inputs: train.inputs.map(column), targets: train.targets.map(column), standardisation, categories: train.targets[0]?.categories };
}
