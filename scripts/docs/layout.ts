import { between } from './destination.ts';
import { escaped } from './escaped.ts';
import type { Heading, Page, Site } from './page.ts';
import { groups } from './page.ts';

/** The heading to which the navigation of every page has a link of its own. */
const asked = { source: 'docs/equations.md', id: 'how-is-δ-computed', words: 'How is δ computed?' } as const;

/** What a page of the site is made of. */
export interface Content {
  readonly address: string;
  readonly title: string;
  readonly html: string;
  /** The headings that are listed beside it. */
  readonly headings?: readonly Heading[];
}

/** A whole page: the navigation, its content, and what stands on it. */
export function layout({ address, title, html, headings = [] }: Content, site: Site): string {
  return `<!doctype html>
<html lang="en-GB">
${head(address, title)}
<body>
<a class="skip" href="#content">To the content</a>
<header><a class="home" href="${between(address, 'index.html')}">chainrule</a><div class="search"><input type="search" placeholder="Search" aria-label="Search" data-index="${between(address, 'search-index.js')}"><ol hidden></ol></div></header>
<nav aria-label="Pages"><details><summary>Pages</summary>${navigation(address, site)}</details></nav>
<main id="content">${html}${neighbours(address, site)}</main>
${contents(headings)}
</body>
</html>
`;
}

function head(address: string, title: string): string {
  const to = (place: string) => between(address, place);
  return `<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · chainrule</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${to('katex/katex.min.css')}">
<link rel="stylesheet" href="${to('style.css')}">
<script defer src="${to('search.js')}"></script>
</head>`;
}

/** The headings of the page, where there are some. */
function contents(headings: readonly Heading[]): string {
  const listed = headings.filter(({ depth }) => depth === 2 || depth === 3);
  const items = listed.map(({ id, text, depth }) => `<li class="depth${depth}"><a href="#${encodeURIComponent(id)}">${escaped(text)}</a></li>`);
  return items.length < 2 ? '' : `<aside aria-label="On this page"><ul>${items.join('')}</ul></aside>`;
}

/** A page's name in the navigation: its title up to a colon. */
export function nameOf({ headings, source }: { readonly headings: readonly Heading[]; readonly source: string }): string {
  return headings[0]?.text.split(':')[0] ?? source;
}

function navigation(address: string, site: Site): string {
  return groups.map(group => {
    const pages = [...site.values()].filter(page => page.group === group);
    return pages.length === 0 ? '' : `<h2>${group}</h2><ul>${pages.map(page => item(page, address)).join('')}</ul>`;
  }).join('');
}

function item(page: Page & { readonly headings: readonly Heading[] }, address: string): string {
  const own = page.address === address ? ' aria-current="page"' : '';
  const place = between(address, page.address);
  const question = page.source === asked.source ? `<li><a href="${place}#${encodeURIComponent(asked.id)}">${asked.words}</a></li>` : '';
  return `<li><a href="${place}"${own}>${escaped(nameOf(page))}</a></li>${question}`;
}

/** Links to the pages before and after, in the order of the navigation. */
function neighbours(address: string, site: Site): string {
  const pages = [...site.values()];
  const place = pages.findIndex(page => page.address === address);
  if (place < 0) return '';
  const link = (page: (typeof pages)[number] | undefined, relation: 'prev' | 'next') => (page === undefined ? '<span></span>' : `<a rel="${relation}" href="${between(address, page.address)}">${escaped(nameOf(page))}</a>`);
  return `<footer>${link(pages[place - 1], 'prev')}${link(pages[place + 1], 'next')}</footer>`;
}
