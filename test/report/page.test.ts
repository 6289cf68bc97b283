import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchmarkReport, verificationReport, writeReport } from '../../src/report/index.ts';
import type { Report } from '../../src/report/index.ts';
import { chartWidths } from '../../src/report/blockMarkup.ts';
import { chromiumPath, noChromium } from './chromium.ts';
import { everyChart } from './everyChart.ts';
import { benchmark, verifications } from './fixtures.ts';

/** What `inspectPage.js` finds. */
interface Inspection {
  readonly charts: readonly {
    readonly title: string; readonly role: string; readonly described: boolean; readonly width: number; readonly marks: number; readonly emptyMarks: number; readonly marksOutside: number;
    readonly colours: number; readonly clipped: readonly string[]; readonly overlapping: readonly string[];
  }[];
  readonly sidewaysBy: number;
  readonly background: string;
  readonly outside: readonly string[];
}

const [contenders, speedUps, sizes, operations, passes] = [11, 3, 8, 20, 3];
/** Pages, and how many marks their charts have: counted from the data of the fixtures. */
const pages: readonly (readonly [name: string, report: Report, marks: readonly number[]])[] = [
  ['benchmark', benchmarkReport(benchmark), [contenders, speedUps, 2 * (sizes + 1), operations + passes, contenders, contenders]],
  ['verification', verificationReport([verifications.right]), [5 * 12, 5]],
  ['verifications', verificationReport([verifications.right, verifications.wrong]), [6 * 12, 6]],
  ['charts', everyChart.report, everyChart.marks],
];

describe(chromiumPath === undefined ? `a report in a browser (${noChromium})` : 'a report in Chromium', { skip: chromiumPath === undefined }, () => {
  let browser: Browser;
  let page: Page;
  let folder: string;
  const [problems, requests]: [string[], string[]] = [[], []];
  let inspect: string;
  beforeAll(async () => {
    [browser, folder] = [await chromium.launch({ ...(chromiumPath !== undefined && { executablePath: chromiumPath }), args: ['--no-sandbox'] }), await mkdtemp(join(tmpdir(), 'chainrule-report-'))];
    inspect = await readFile(new URL('inspectPage.js', import.meta.url), 'utf8');
    page = await browser.newPage();
    page.on('console', message => problems.push(message.text()));
    page.on('pageerror', error => problems.push(error.message));
    page.on('request', request => requests.push(request.url()));
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  const shown = pages.flatMap(([name, report, marks]) => [360, 1440].flatMap(width => (['light', 'dark'] as const).map(scheme => ({ name, report, marks, width, scheme }))));

  it.each(shown)('$name at $width px, $scheme: all marks, no text clipped or on another, no request', async ({ name, report, marks, width, scheme }) => {
    const file = join(folder, `${name}.html`);
    await writeReport(file, report);
    [problems.length, requests.length] = [0, 0];
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(pathToFileURL(file).href);
    const found = await page.evaluate<Inspection>(inspect);
    const pictures = process.env['CHAINRULE_SCREENSHOTS'];
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`), fullPage: true });
    expect(problems).toEqual([]);
    expect(requests.filter(url => !url.startsWith('data:'))).toEqual([pathToFileURL(file).href]);
    expect(found.charts.map(chart => chart.marks)).toEqual(marks);
    for (const chart of found.charts) expect(chart).toMatchObject({ role: 'img', described: true, width: width === 360 ? chartWidths[0] : chartWidths[2], emptyMarks: 0, marksOutside: 0, clipped: [], overlapping: [] });
    expect(found).toMatchObject({ sidewaysBy: 0, outside: [], background: scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(21, 24, 29)' });
  });

  it('finds what is wrong with a page, where something is', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    const svg = '<svg class="chart" width="100" height="50"><title>broken</title><desc>two texts on each other</desc><text x="10" y="20">one text</text><text x="20" y="22">another that is far too long</text><path class="mark"/></svg>';
    await page.setContent(`<body>${svg}<p style="width:500px">wide</p>`);
    const { charts, sidewaysBy, outside } = await page.evaluate<Inspection>(inspect);
    expect(charts).toMatchObject([{ marks: 1, emptyMarks: 1, clipped: ['another that is far too long'], overlapping: ['one text | another that is far too long'] }]);
    expect([sidewaysBy > 100, outside]).toEqual([true, ['wide']]);
  });

  it('shows each chart once at any width, and needs no more room than there is', async () => {
    const file = join(folder, 'widths.html');
    await writeReport(file, everyChart.report);
    await page.goto(pathToFileURL(file).href);
    for (const width of [320, 390, 599, 600, 601, 768, 959, 960, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const { charts, sidewaysBy } = await page.evaluate<Inspection>(inspect);
      expect([width, charts.map(chart => chart.marks), sidewaysBy]).toEqual([width, everyChart.marks, 0]);
    }
  });
});
