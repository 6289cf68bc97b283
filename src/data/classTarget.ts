import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import type { Column } from './dataset.ts';

/** How classes become targets: `number`, 0 or 1, for two classes; `index`, the class index; `oneHot`, 1 at the place of the class. */
export type ClassTargetForm = 'number' | 'index' | 'oneHot';

/** What a class becomes, of two: `number`, 0 or 1 as a float; `index`, its index; `oneHot`, 1 at its place in a row of 0. */
export const twoClassTarget = withDefault(z.enum(['number', 'index', 'oneHot']), 'number');
/** What a class becomes: `index`, its index; `oneHot`, 1 at its place in a row of 0. */
export const classTarget = withDefault(z.enum(['index', 'oneHot']), 'index');

/** What the classes of a target are. */
export interface Classes {
  readonly count: number;
  readonly form: ClassTargetForm;
  readonly source: string;
  readonly categories?: readonly string[];
}

/** Class indices as a target column: [1] for `number`, [] int32 for `index`, [classes] for `oneHot`. */
export function classColumn(labels: readonly number[], { count, form, source, categories }: Classes): Column {
  const common = { name: 'target', source, ...(categories && { categories }) };
  if (form === 'index') return { ...common, shape: [], dtype: 'int32', values: Int32Array.from(labels) };
  if (form === 'number') return { ...common, shape: [1], dtype: 'float', values: Float64Array.from(labels) };
  const values = new Float64Array(labels.length * count);
  labels.forEach((label, sample) => { values[sample * count + label] = 1; });
  return { ...common, shape: [count], dtype: 'float', values };
}
