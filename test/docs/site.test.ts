import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import MiniSearch from 'minisearch';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lectureNames } from '../../examples/lectures/index.ts';
import { renderSite, writeSite } from '../../scripts/docs/build.ts';
import { searchOptions } from '../../scripts/docs/searchOptions.ts';
import { chromiumPath, noChromium } from '../report/chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'chainrule-site-'));
const rendered = renderSite();
afterAll(() => rmSync(folder, { recursive: true }));

describe('the site', () => {
  it('has no link, quotation or equation that is wrong', () => {
    expect(rendered.problems.map(({ message }) => message)).toEqual([]);
  });

  it('has a page for every lecture example', () => {
    expect([...rendered.site.values()].filter(({ group }) => group === 'Lecture examples').map(({ address }) => address)).toEqual(lectureNames.map(name => `lectures/${name}.html`));
  });

  it('draws equations, those on a line of their own set apart', () => {
    const html = rendered.pages.get('docs/equations.md')?.html ?? '';
    expect(html.match(/class="katex"/gu)?.length).toBeGreaterThan(60);
    expect(html.match(/class="katex-display"/gu)?.length).toBeGreaterThan(15);
    expect(html).not.toContain('$$');
  });
});

describe('the written site', () => {
  beforeAll(() => writeSite(rendered, folder));
  const read = (address: string) => readFileSync(join(folder, address), 'utf8');

  it('leads to δ by a link of its first page', () => {
    const [, address = '', id = ''] = /<a href="([^"#]+)#([^"]+)">How is δ computed\?<\/a>/u.exec(read('index.html')) ?? [];
    expect(read(address)).toContain(`<h2 id="${decodeURIComponent(id)}">How is δ computed?</h2>`);
  });

  it('has what every link leads to, and asks no other site for anything', () => {
    const ids = new Map<string, ReadonlySet<string>>();
    const idsOf = (file: string) => ids.get(file) ?? ids.set(file, new Set([...readFileSync(file, 'utf8').matchAll(/ id="([^"]+)"/gu)].map(([, id = '']) => id))).get(file) ?? new Set();
    const wrong = filesIn(folder).filter(file => file.endsWith('.html')).flatMap(file => {
      const html = readFileSync(file, 'utf8').replaceAll(/<(?:code|pre class="numbers")[^]*?<\/(?:code|pre)>/gu, '');
      const asked = [...html.matchAll(/<(?:link|script|img)[^>]* (?:href|src)="([^"]+)"/gu)].map(([, url = '']) => url);
      const links = [...html.matchAll(/<a [^>]*href="([^"]+)"/gu)].map(([, url = '']) => url).filter(url => !/^https?:/u.test(url));
      return [...asked, ...links].filter(url => !leads(file, url, idsOf)).map(url => `${file}: ${url}`);
    });
    expect(wrong).toEqual([]);
    expect(readFileSync(join(folder, 'katex/katex.min.css'), 'utf8').match(/url\((?!fonts\/)/gu)).toBeNull();
  });

  it('finds what its pages say', () => {
    const index = MiniSearch.loadJSON(read('search-index.js').replace('globalThis.searchIndex=', ''), searchOptions);
    expect(index.search('momentum').slice(0, 5).map(({ id }) => String(id))).toEqual(expect.arrayContaining(['equations.html#momentum', 'components/optimizers.html#momentum']));
  });

  it(chromiumPath === undefined ? `searches in a browser (${noChromium})` : 'searches in a browser, opened from a disk', { skip: chromiumPath === undefined, timeout: 60_000 }, async () => {
    await using browser = await chromium.launch({ ...(chromiumPath !== undefined && { executablePath: chromiumPath }), args: ['--no-sandbox'] });
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, 'lectures/mnist.html')).href);
    await page.fill('.search input', 'momentum');
    await page.waitForSelector('.search li a');
    const found = await page.locator('.search li a').evaluateAll(links => links.map(link => link.getAttribute('href')));
    expect(found).toContain(`${pathToFileURL(folder).href}/equations.html#momentum`);
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)).filter(path => statSync(path).isFile());
}

function leads(from: string, url: string, idsOf: (file: string) => ReadonlySet<string>): boolean {
  if (url === 'data:,') return true;
  const [path = '', id] = url.split('#', 2).map(decodeURIComponent);
  const file = path === '' ? from : join(dirname(from), path);
  return existsSync(file) && (id === undefined || idsOf(file).has(id));
}
