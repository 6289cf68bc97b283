/**
 * Measures training steps of chainrule's backends and of other frameworks side by side. Run it with `npm run bench -- --help`.
 */
import { ChainruleError } from '../src/errors.ts';
import { readArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { measureInBrowser } from './browser/measureInBrowser.ts';
import { emit } from './emit.ts';
import { measureRows } from '../src/cli/bench/suite/measureRows.ts';
import type { Tell } from '../src/benchmark/measure.ts';
import { summaries } from '../src/cli/bench/suite/summaries.ts';
import { rowReport } from '../src/cli/bench/suite/rowReport.ts';
import { addToFile, mergeResults, nothingMeasured, readResults } from '../src/cli/bench/suite/results.ts';
import type { Results, RowResult } from '../src/cli/bench/suite/results.ts';
import { startContender } from './startContender.ts';

const tell: Tell = line => void process.stderr.write(`${line}\n`);

/** Measures row by row; each is printed, and added to the file, as soon as it is done. */
async function measure(given: Arguments): Promise<Results> {
  let results = nothingMeasured;
  for await (const measured of given.browser === undefined ? inProcesses(given) : measureInBrowser(given, given.browser, tell)) {
    console.log(`${rowReport(measured)}\n`);
    results = mergeResults(results, { rows: [measured] });
    if (given.json !== undefined) addToFile(given.json, { rows: [measured] });
  }
  return results;
}

function inProcesses(given: Arguments): AsyncGenerator<RowResult> {
  return measureRows(given, startContender(emit(), given.python), tell);
}

function printStored(files: readonly string[]): Results {
  const results = files.map(readResults).reduce(mergeResults, nothingMeasured);
  for (const measured of results.rows) console.log(`${rowReport(measured)}\n`);
  return results;
}

try {
  const given = readArguments(process.argv);
  console.log(summaries(given.report === undefined ? await measure(given) : printStored(given.report)));
} catch (error) {
  if (!(error instanceof ChainruleError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
