import type { Dataset } from '../data/dataset.ts';
import { requireInputRange } from '../data/inputRange.ts';
import { requireFinite } from '../data/requireFinite.ts';
import type { Layout } from './userBatch.ts';

/** Inputs that are not finite, or that a layer cannot take, are refused before the first step: throws a DataError that names the sample which has one. */
export function checkInputs(layout: Pick<Layout, 'inputs' | 'standardisation'>, { inputs }: Pick<Dataset, 'inputs'>): void {
  inputs.forEach(requireFinite);
  inputs.forEach((column, index) => layout.inputs[index]?.ranges?.forEach(range => requireInputRange(column, range, column.name in layout.standardisation)));
}
