import { DataError } from '../errors.ts';
import type { SourceFile } from './readBytes.ts';

/** A file as text. Throws a DataError where it is not UTF-8. */
export function textOf({ bytes, source }: SourceFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DataError('the file is not a text in UTF-8', { where: source, next: 'save it in UTF-8, as editors and spreadsheets can' }, { cause: error });
  }
}
