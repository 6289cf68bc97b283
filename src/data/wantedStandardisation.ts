import { DataError, nearestName } from '../errors.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Column, Dataset } from './dataset.ts';
import { fitStandardisation } from './fitStandardisation.ts';
import type { ColumnStatistics, Standardisation } from './standardise.ts';

/** What is standardised: all inputs, or those that are named; the targets. */
export interface Wanted {
  readonly inputs: boolean | readonly string[];
  readonly targets: boolean;
}

/**
 * The statistics of what is to be standardised. An input is named by its column, or by a column of the table that it was read from; the other inputs stay as they are.
 *
 * Throws a DataError for a name that no input has, and as `fitStandardisation` does.
 */
export function wantedStandardisation({ inputs, targets }: Dataset, wanted: Wanted): Standardisation {
  const names = typeof wanted.inputs === 'boolean' ? undefined : wanted.inputs;
  if (names !== undefined) requireInputs(names, inputs);
  const fitted = fitStandardisation([...(wanted.inputs === false ? [] : inputs), ...(wanted.targets ? targets : [])]);
  return names === undefined ? fitted : { ...fitted, ...namedAlone(fitted, inputs, names) };
}

/** Statistics of inputs under which an element without a name keeps its value: mean 0, deviation 1. */
function namedAlone(fitted: Standardisation, inputs: readonly Column[], names: readonly string[]): Standardisation {
  return Object.fromEntries(inputs.flatMap(column => {
    const statistics = fitted[column.name];
    return statistics === undefined ? [] : [[column.name, keptElsewhere(statistics, column, names)]];
  }));
}

function keptElsewhere({ mean, deviation }: ColumnStatistics, column: Column, names: readonly string[]): ColumnStatistics {
  const named = elementNames(column).map(own => own.some(name => names.includes(name)));
  return { mean: mean.map((value, element) => (named[element] === true ? value : 0)), deviation: deviation.map((value, element) => (named[element] === true ? value : 1)) };
}

/** The names that each element of a sample goes by. */
function elementNames({ name, fields, shape }: Column): readonly (readonly string[])[] {
  return Array.from({ length: sizeOf(shape) }, (_, element) => [name, ...(fields === undefined ? [] : fields.slice(element, element + 1))]);
}

function requireInputs(names: readonly string[], inputs: readonly Column[]): void {
  const known = [...new Set(inputs.filter(({ dtype }) => dtype === 'float').flatMap(column => elementNames(column).flat()))];
  const unknown = names.find(name => !known.includes(name));
  if (unknown === undefined) return;
  throw new DataError(`there is no input ${unknown} to standardise`, {
    where: 'data.standardise.inputs', expected: `one of ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}`, nearest: nearestName(unknown, known),
  });
}
