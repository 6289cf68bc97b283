import type { Code, Nodes, Paragraph, Root as Markdown } from 'mdast';
import { CONTINUE, SKIP, visit } from 'unist-util-visit';
import { ChainruleError } from '../../src/errors.ts';
import { addressOf, between, destinationOf } from './destination.ts';
import { converted, painted, parsed } from './markdown.ts';
import type { Page, Site } from './page.ts';
import { PageError, placeIn } from './pageError.ts';
import { quotationOf } from './quotation.ts';
import { sectionsOf } from './search.ts';
import type { Section } from './search.ts';

/** A page as the site shows it. */
export interface RenderedPage {
  readonly html: string;
  readonly sections: readonly Section[];
  /** Files and folders of the repository that it leads to. */
  readonly files: readonly string[];
  readonly problems: readonly ChainruleError[];
}

/** Renders a page, and gathers all that is wrong with its links, quotations and equations. */
export function renderPage(page: Page, site: Site): RenderedPage {
  const tree = parsed(page.text);
  const found = [...resolveLinks(tree, page, site), ...nameQuotations(tree, page)];
  const html = converted(tree);
  const { html: drawn, messages } = painted(html);
  const drawing = messages.map(message => new PageError(message.reason, { where: placeIn(page.source, positionOf(message.place)), got: message.cause instanceof Error ? message.cause.message : undefined }));
  return {
    html: drawn, sections: sectionsOf(html), files: found.flatMap(({ file }) => file ?? []),
    problems: [...found.flatMap(({ problem }) => problem ?? []), ...drawing],
  };
}

/** What a link or a block leads to, or why it does not. */
interface Found {
  readonly file?: string | undefined;
  readonly problem?: ChainruleError;
}

/** Links to files of the repository become links to places of the site. */
function resolveLinks(tree: Markdown, page: Page, site: Site): readonly Found[] {
  const found: Found[] = [];
  visit(tree, ['link', 'image', 'definition'], node => {
    if (!('url' in node)) return;
    found.push(orProblem(page, node, () => {
      const { address, file } = destinationOf(node.url, page, site);
      if (node.type === 'image' && address === node.url) throw new PageError('the site shows no pictures of other sites', { got: node.url, expected: 'a file of the repository' });
      node.url = address;
      return file;
    }));
  });
  return found;
}

/** Under each quotation its file and line, as a link. */
function nameQuotations(tree: Markdown, page: Page): readonly Found[] {
  const found: Found[] = [];
  visit(tree, 'code', (node, index, parent) => {
    if (index === undefined || parent === undefined || !node.meta) return CONTINUE;
    found.push(orProblem(page, node, () => {
      const { caption, file } = captionOf(node, page);
      parent.children.splice(index + 1, 0, caption);
      return file;
    }));
    return [SKIP, index + 2];
  });
  return found;
}

function captionOf(node: Code, page: Page): { readonly caption: Paragraph; readonly file?: string } {
  const quotation = quotationOf(node, page);
  const data = { hProperties: { className: ['caption'] } };
  if (quotation === undefined) return { caption: { type: 'paragraph', data, children: [{ type: 'text', value: node.meta ?? '' }] } };
  const { file, line } = quotation;
  node.value = outdented(node.value);
  const url = `${between(page.address, addressOf(file))}#L${line}`;
  return { file, caption: { type: 'paragraph', data, children: [{ type: 'link', url, children: [{ type: 'text', value: `${file}, line ${line}` }] }] } };
}

/** Lines without the spaces that all of them begin with: they scroll less on a small screen. */
function outdented(text: string): string {
  const lines = text.split('\n');
  const indents = lines.filter(line => line.trim() !== '').map(line => line.search(/\S/u));
  return lines.map(line => line.slice(Math.min(...indents))).join('\n');
}

function orProblem(page: Page, node: Nodes, find: () => string | undefined): Found {
  try {
    return { file: find() };
  } catch (error) {
    if (error instanceof ChainruleError) return { problem: error.withDetails({ where: placeIn(page.source, node.position) }) };
    throw error;
  }
}

type Place = ReturnType<typeof painted>['messages'][number]['place'];

function positionOf(place: Place): Nodes['position'] {
  if (place === undefined) return undefined;
  return 'start' in place ? place : { start: place, end: place };
}
