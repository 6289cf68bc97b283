import type { Code } from 'mdast';
import { dirname, normalize } from 'node:path/posix';
import { suggestNames } from '../../src/errors.ts';
import type { Page } from './page.ts';
import { PageError } from './pageError.ts';
import { isThere, namesIn, textOf } from './repository.ts';

/** Lines of a file that a page shows. */
export interface Quotation {
  readonly file: string;
  /** The number of the first. */
  readonly line: number;
}

/** The file that a block of code quotes, ```` ```ts src/layers/dense.ts ````; undefined for a block without one. A config is named from the page's folder, any other file from the root of the repository. */
function quotedFile({ lang, meta }: Pick<Code, 'lang' | 'meta'>, page: Page): string | undefined {
  if (meta === null || meta === undefined || page.ownFiles === true) return undefined;
  return lang === 'yaml' ? normalize(`${dirname(page.source)}/${meta}`) : meta;
}

/** What a block of code quotes; undefined for one that names no file. Throws a PageError where the file does not have its lines as they stand. */
export function quotationOf(code: Code, page: Page): Quotation | undefined {
  const file = quotedFile(code, page);
  if (file === undefined) return undefined;
  if (!isThere(file)) throw new PageError('the block quotes a file that is not there', { got: file, ...suggestNames(file.slice(dirname(file).length + 1), namesIn(dirname(file))) });
  const start = textOf(file).indexOf(code.value);
  if (start < 0 || code.value === '') throw new PageError(`the block does not stand in ${file}`, { got: strangeLine(code.value, textOf(file)), next: 'quote the lines as they are now, with what stands before them on the line' });
  return { file, line: textOf(file).slice(0, start).split('\n').length };
}

/** The first line that the file lacks, or the first of lines that do not follow each other there. */
function strangeLine(block: string, text: string): string {
  const lines = block.split('\n');
  return lines.find(line => !text.includes(line)) ?? lines[0] ?? '';
}
