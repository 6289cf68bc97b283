/**
 * Measures training steps of chainrule's backends and of other frameworks side by side. Run it with `npm run bench -- --help`.
 */
import { ChainruleError } from '../src/errors.ts';
import { readArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { measureInBrowser } from './browser/measureInBrowser.ts';
import { entitled } from './contenders.ts';
import { emit } from './emit.ts';
import { conditionsHere } from './machine.ts';
import { measureRow } from './measureRow.ts';
import type { Tell } from './measureRow.ts';
import { openProcesses } from './openProcesses.ts';
import { summaries } from './summaries.ts';
import { rowReport } from './rowReport.ts';
import { addToFile, mergeResults, nothingMeasured, readResults } from './results.ts';
import type { Results, RowResult } from './results.ts';

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

async function* inProcesses({ rows, contenders, python, threads, rounds, seconds }: Arguments): AsyncGenerator<RowResult> {
  const emitted = emit();
  for (const row of rows) {
    const conditions = conditionsHere({ place: 'processes', runtime: `Node ${process.versions.node}`, threads, rounds, seconds });
    const { open, close } = openProcesses(row, { emitted, python, threads });
    try {
      yield await measureRow(row, entitled(contenders, row), open, conditions, tell);
    } finally {
      close();
    }
  }
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
