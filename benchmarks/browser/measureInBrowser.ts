import { spawnSync } from 'node:child_process';
import type { Arguments } from '../arguments.ts';
import { slowReason } from '../../src/cli/bench/suite/contenders.ts';
import type { Contender } from '../../src/cli/bench/suite/contenders.ts';
import { conditionsHere } from '../../src/benchmark/conditions.ts';
import { measureRow } from '../../src/cli/bench/suite/measureRow.ts';
import type { Tell } from '../../src/benchmark/measure.ts';
import type { RowResult } from '../../src/cli/bench/suite/results.ts';
import { drawRowData, rowDataBytes } from '../../src/cli/bench/suite/weights.ts';
import { BrowserPage } from './browserPage.ts';
import { bundlePage } from './bundlePage.ts';

/** Programs that have a page. */
const withPage = new Set(['chainrule', 'plainTfjs', 'jaxJs', 'loops']);
/** Devices that a browser has not. */
const notInBrowsers = /native|node|onnx:cpu|products/;

/** Measures rows in pages, each contender in a browser of its own. */
export async function* measureInBrowser({ rows, contenders, threads, rounds, seconds }: Arguments, browser: string, tell: Tell): AsyncGenerator<RowResult> {
  const page = await bundlePage();
  const runtime = spawnSync(browser, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? browser;
  const entitled = contenders.filter(runsInBrowsers);
  for (const row of rows) {
    const data = rowDataBytes(drawRowData(row));
    const conditions = conditionsHere({ place: 'browser', runtime, threads, rounds, seconds });
    yield await measureRow(row, entitled, (contender, job) => (
      slowReason(contender, row) ?? new BrowserPage(browser, { page, data, job: JSON.stringify({ program: contender.program, job }) })
    ), conditions, tell);
  }
}

function runsInBrowsers({ name, program, onRequest }: Contender): boolean {
  return withPage.has(program) && !notInBrowsers.test(name) && onRequest !== true;
}
