import { DataError } from '../errors.ts';
import type { LayerRange } from '../model/inputRanges.ts';
import type { Column } from './dataset.ts';
import { firstFraction, outside } from './targetRange.ts';
import type { Extreme } from './targetRange.ts';

/** Throws a DataError that names the sample, where an input is none that the layer behind it can take; `standardised` tells whether its column was. */
export function requireInputRange(column: Column, range: LayerRange, standardised: boolean): void {
  const what = range.whole === true ? 'an index' : 'a number';
  const broken = outside(column, range);
  if (broken !== undefined) throw refused(`${what} of the inputs is out of range`, broken, range, standardised);
  const fraction = range.whole === true ? firstFraction(column) : undefined;
  if (fraction !== undefined) throw refused('an index of the inputs is not a whole number', fraction, range, standardised);
}

function refused(problem: string, { value, where }: Extreme, range: LayerRange, standardised: boolean): DataError {
  return new DataError(problem, {
    where, got: standardised ? `${value}, standardised` : String(value),
    expected: `${range.whole === true ? 'a whole number' : 'a number'} from ${range.least} to ${range.greatest}, for the layer ${range.layer}`,
    next: standardised ? 'leave `standardise` of the data off, or give these numbers as int32 in a column of their own: such are not standardised' : `correct the data, or let the layer ${range.layer} take more of it, with a larger vocabulary for example`,
  });
}
