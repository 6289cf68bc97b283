import type { Nodes } from 'mdast';
import { ChainruleError } from '../../src/errors.ts';

/** A link, an equation or a block of code that is wrong; `where` is the page with line and column. */
export class PageError extends ChainruleError {}

/** A place in a page, as editors and terminals open it. */
export function placeIn(source: string, position: Nodes['position']): string {
  return position === undefined ? source : `${source}:${position.start.line}:${position.start.column}`;
}
