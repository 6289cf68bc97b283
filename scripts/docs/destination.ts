import { dirname, normalize, relative } from 'node:path/posix';
import { suggestNames } from '../../src/errors.ts';
import type { Page, Site } from './page.ts';
import { PageError } from './pageError.ts';
import { isThere, namesIn } from './repository.ts';

/** Where a link leads. */
export interface Destination {
  readonly address: string;
  /** The file or folder of the repository that the site has to show for it, where it is no page. */
  readonly file?: string;
}

/** What browsers show by themselves is copied as it is; any other file gets a page with its lines. */
const copied = /\.(?:svg|png|csv)$/u;

/** The place of a file or folder of the repository in the site. */
export function addressOf(file: string): string {
  return copied.test(file) ? `files/${file}` : `source/${file}.html`;
}

/** The address of one place of the site, as a link on another has it. */
export function between(from: string, to: string): string {
  return relative(dirname(from), to);
}

/** Where a link of a page leads, by files of the repository. Throws a PageError where that is nowhere. */
export function destinationOf(url: string, from: Page, site: Site): Destination {
  if (/^(?:https?|mailto):/u.test(url)) return { address: url };
  const [path = '', anchor] = url.split('#', 2).map(decodeURIComponent);
  const file = path === '' ? from.source : normalize(`${dirname(from.source)}/${path}`).replace(/\/$/u, '');
  const page = site.get(file) ?? site.get(`${file}/README.md`);
  if (page === undefined) return destinationInRepository(file, anchor, from);
  if (anchor !== undefined) requireHeading(page.headings.map(({ id }) => id), anchor, page.source);
  return { address: withAnchor(between(from.address, page.address), anchor) };
}

function destinationInRepository(file: string, anchor: string | undefined, from: Page): Destination {
  if (!isThere(file)) throw new PageError('the link leads to no file', { got: file, ...nearFile(file) });
  if (anchor !== undefined && !/^L\d+$/u.test(anchor)) throw new PageError(`${file} is no page, and has lines alone to link to`, { got: `#${anchor}`, expected: '#L1, for its first line' });
  return { address: withAnchor(between(from.address, addressOf(file)), anchor), file };
}

function withAnchor(address: string, anchor: string | undefined): string {
  return anchor === undefined ? address : `${address}#${encodeURIComponent(anchor)}`;
}

function requireHeading(ids: readonly string[], anchor: string, source: string): void {
  if (!ids.includes(anchor)) throw new PageError(`the link leads to no heading of ${source}`, { got: `#${anchor}`, expected: ids.map(id => `#${id}`).join(', '), ...suggestNames(anchor, ids) });
}

function nearFile(file: string): ReturnType<typeof suggestNames> {
  const folder = dirname(file);
  const { nearest, alsoNear = [] } = suggestNames(file.slice(folder.length + 1), namesIn(folder));
  return { nearest: nearest && `${folder}/${nearest}`, alsoNear: alsoNear.map(name => `${folder}/${name}`) };
}
