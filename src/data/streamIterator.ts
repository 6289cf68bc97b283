import { shown } from '../components/shown.ts';
import { DataError } from '../errors.ts';
import type { StreamItem } from './streamItem.ts';

export type StreamIterator = Iterator<StreamItem> | AsyncIterator<StreamItem>;

const where = 'data.samples';
const expected = 'a generator, or another iterable or async iterable';
const next = 'a generator function, function* () { yield … }, makes a right one';

/** The iterator of what a stream's function gave. Throws a DataError for what has none. */
export function iteratorOf(stream: unknown): StreamIterator {
  if (stream instanceof Promise) throw promised(stream);
  const iterator = called(stream, Symbol.asyncIterator) ?? called(stream, Symbol.iterator);
  if (iterator === undefined) throw new DataError('the stream cannot be iterated', { where, got: shown(stream), expected });
  if (isIterator(iterator)) return iterator;
  throw new DataError('the iterator of the stream has no next()', { where, got: shown(iterator), expected: 'an iterator, { next() { … } }', next });
}

/** What an iterator's next() gave. Throws a DataError where that is no result; `place` is that of the item. */
export function resultOf(result: unknown, place: string): IteratorResult<unknown, unknown> {
  if (isResult(result)) return result;
  throw new DataError('the iterator of the stream gives no result', { where: place, got: shown(result), expected: '{ done, value } from each next()', next });
}

function promised(stream: Promise<unknown>): DataError {
  // Nobody waits for it any more: should it fail too, that is not to end the process.
  stream.catch(() => undefined);
  return new DataError('the stream cannot be iterated', { where, got: 'a promise', expected, next: 'write async function* and yield each sample, in place of an async function that returns them' });
}

/** What a method gives; undefined where there is none. */
function called(of: unknown, name: symbol): unknown {
  const method: unknown = typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
  return typeof method === 'function' ? Reflect.apply(method, of, []) : undefined;
}

function isIterator(value: unknown): value is StreamIterator {
  return typeof value === 'object' && value !== null && 'next' in value && typeof value.next === 'function';
}

function isResult(value: unknown): value is IteratorResult<unknown, unknown> {
  return typeof value === 'object' && value !== null;
}
