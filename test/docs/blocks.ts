import type { Code } from 'mdast';
import { visit } from 'unist-util-visit';
import { parsed } from '../../scripts/docs/markdown.ts';

/** A block of code on a page. */
export interface Block {
  /** The line of the page on which it begins. */
  readonly line: number;
  readonly language: string;
  /** The file that it quotes; none for a whole of its own. */
  readonly file: string | undefined;
  readonly text: string;
}

/** The blocks of code of a page, in their order. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  visit(parsed(markdown), 'code', ({ lang, meta, value, position }: Code) => {
    blocks.push({ line: position?.start.line ?? 0, language: lang ?? '', file: meta ?? undefined, text: value });
  });
  return blocks;
}
