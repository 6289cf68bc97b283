import type { Root as Html } from 'hast';
import { toString } from 'hast-util-to-string';
import type { Root as Markdown } from 'mdast';
import rehypeHighlight from 'rehype-highlight';
import rehypeKatex from 'rehype-katex';
import rehypeSlug from 'rehype-slug';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Plugin } from 'unified';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import type { Heading } from './page.ts';

/** Puts every table into a box of its own, which scrolls where the table is wider than the page. */
const scrollingTables: Plugin<[], Html> = () => tree => {
  visit(tree, 'element', (element, index, parent) => {
    if (element.tagName !== 'table' || index === undefined || parent === undefined) return undefined;
    parent.children[index] = { type: 'element', tagName: 'div', properties: { className: ['wide'], tabIndex: 0 }, children: [element] };
    return index + 1;
  });
};

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMath);
const converter = unified().use(remarkRehype).use(rehypeSlug);
const painter = unified().use(rehypeKatex, { strict: 'error' }).use(rehypeHighlight).use(scrollingTables).use(rehypeStringify);

/** Markdown with tables and equations, as a tree in which every part knows its line and column. An equation between `$$` is set apart, also where it begins and ends on one line. */
export function parsed(text: string): Markdown {
  const tree = parser.parse(text);
  visit(tree, 'inlineMath', node => {
    const start = node.position?.start.offset ?? 0;
    if (text.startsWith('$$', start)) node.data = { ...node.data, hProperties: { className: ['language-math', 'math-display'] } };
  });
  visit(tree, 'math', ({ data, position }) => {
    for (const inner of data?.hChildren ?? []) inner.position = position;
  });
  return tree;
}

/** The tree as HTML, its headings with the names that links go to; equations are still as they were written. */
export function converted(tree: Markdown): Html {
  return converter.runSync(tree);
}

/** The HTML with equations and code drawn, and what was wrong with them. */
export function painted(tree: Html): { readonly html: string; readonly messages: VFile['messages'] } {
  const file = new VFile();
  return { html: painter.stringify(painter.runSync(structuredClone(tree), file)), messages: file.messages };
}

/** The headings of a page. */
export function headingsOf(tree: Html): readonly Heading[] {
  const headings: Heading[] = [];
  visit(tree, 'element', element => {
    const [, depth] = /^h([1-6])$/u.exec(element.tagName) ?? [];
    if (depth !== undefined) headings.push({ id: String(element.properties['id']), text: toString(element), depth: Number(depth) });
  });
  return headings;
}
