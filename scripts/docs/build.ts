import { build } from 'esbuild';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChainruleError } from '../../src/errors.ts';
import { addressOf } from './destination.ts';
import { layout, nameOf } from './layout.ts';
import { allPages, siteOf } from './pages.ts';
import type { Site } from './page.ts';
import { renderPage } from './renderPage.ts';
import type { RenderedPage } from './renderPage.ts';
import { isFolder, root } from './repository.ts';
import { searchIndex } from './search.ts';
import { filesIn, sourcePage } from './sourcePage.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** All pages as HTML, and what is wrong with them. */
export interface RenderedSite {
  readonly site: Site;
  /** By file. */
  readonly pages: ReadonlyMap<string, RenderedPage>;
  readonly problems: readonly ChainruleError[];
}

/** Renders the pages of the site, and checks them. */
export function renderSite(site = siteOf(allPages())): RenderedSite {
  const pages = new Map([...site.values()].map(page => [page.source, renderPage(page, site)]));
  return { site, pages, problems: [...pages.values()].flatMap(({ problems }) => problems) };
}

/** Writes the site into a folder, which it empties first; gives the number of its pages. */
export async function writeSite({ site, pages }: RenderedSite, folder: string): Promise<number> {
  await rm(folder, { recursive: true, force: true });
  const files = [...filesOf(pages)];
  const documents = [...pageDocuments({ site, pages }), ...files.filter(isShown).map(file => sourceDocument(file, site))];
  for (const [address, html] of documents) await write(join(folder, address), html);
  for (const file of files.filter(file => !isShown(file))) await copy(join(root, file), join(folder, addressOf(file)));
  await writeAssets(folder, { site, pages });
  return documents.length;
}

/** A page by its address. */
type Document = readonly [address: string, html: string];

function pageDocuments({ site, pages }: Pick<RenderedSite, 'site' | 'pages'>): readonly Document[] {
  return [...site.values()].map(({ source, address, headings }) => {
    const html = pages.get(source)?.html ?? '';
    return [address, layout({ address, title: headings[0]?.text ?? source, html, headings }, site)];
  });
}

function sourceDocument(file: string, site: Site): Document {
  const address = addressOf(file);
  return [address, layout({ address, title: file, html: sourcePage(file) }, site)];
}

/** Whether a file is shown on a page, in place of being copied. */
function isShown(file: string): boolean {
  return addressOf(file).endsWith('.html');
}

/** The files that pages lead to, those in folders among them included. */
function filesOf(pages: RenderedSite['pages']): ReadonlySet<string> {
  const named = [...pages.values()].flatMap(({ files }) => files);
  return new Set(named.flatMap(file => (isFolder(file) ? [file, ...filesIn(file)] : [file])));
}

/** Style, equations' fonts, and the search. */
async function writeAssets(folder: string, { site, pages }: Pick<RenderedSite, 'site' | 'pages'>): Promise<void> {
  const katex = dirname(createRequire(import.meta.url).resolve('katex/dist/katex.min.css'));
  await copy(join(katex, 'katex.min.css'), join(folder, 'katex/katex.min.css'));
  await cp(join(katex, 'fonts'), join(folder, 'katex/fonts'), { recursive: true, filter: name => !/\.(?:ttf|woff)$/u.test(name) });
  await copy(join(here, 'style.css'), join(folder, 'style.css'));
  const entries = [...site.values()].flatMap(page => (pages.get(page.source)?.sections ?? []).map(({ id, heading, text }) => (
    { id: `${page.address}#${encodeURIComponent(id)}`, heading, text, page: nameOf(page) })));
  await write(join(folder, 'search-index.js'), searchIndex(entries));
  await build({ entryPoints: [join(here, 'searchBox.mjs')], outfile: join(folder, 'search.js'), bundle: true, minify: true, format: 'iife', logLevel: 'warning' });
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
