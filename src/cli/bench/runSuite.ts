import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BackendError, ConfigError } from '../../errors.ts';
import { writeJson, writeResult } from '../output.ts';
import { atExit } from './atExit.ts';
import { nodeProgram } from './nodeProgram.ts';
import type { BenchOptions } from './options.ts';
import { settingsOf } from './settings.ts';
import type { BenchSettings } from './settings.ts';
import { ownContenders } from './suite/contenders.ts';
import { measureRows } from './suite/measureRows.ts';
import type { CommandFor } from './suite/openProcesses.ts';
import { mergeResults, nothingMeasured, readResults } from './suite/results.ts';
import type { Results } from './suite/results.ts';
import { rowReport } from './suite/rowReport.ts';
import { rows } from './suite/rows.ts';
import { summaries } from './suite/summaries.ts';

/** The harness of a clone of the repository, which knows other frameworks too. */
const harness = fileURLToPath(new URL('../../../benchmarks/main.ts', import.meta.url));

const tell = (line: string) => void process.stderr.write(`${line}\n`);

/** The nets of the README's table: in a clone with every contender that is installed there, from a package with our backends and tf.js by itself. Each row is printed when it is done. */
export async function runSuite(file: string | undefined, options: BenchOptions): Promise<void> {
  refuseOthers(file, options);
  const settings = await settingsOf(options);
  const results = existsSync(harness) ? await fromHarness(settings, options.json === true) : await fromPackage(settings, options.json === true);
  if (options.json === true) writeJson(results);
}

/** What is said of one config says nothing of the suite. */
function refuseOthers(file: string | undefined, { backend, set, plugin, batchSize, seed, markdown, report, png, results, profile }: BenchOptions): void {
  const given = { config: file, '--backend': backend[0], '--set': set[0], '--plugin': plugin[0], '--batch-size': batchSize, '--seed': seed, '--markdown': markdown, '--report': report, '--png': png, '--results': results, '--profile': profile };
  const [[flag, value] = []] = Object.entries(given).filter(([, own]) => own !== undefined);
  if (flag === undefined) return;
  throw new ConfigError('the suite has nets of its own', { where: '--suite', got: value === true ? flag : `${flag} ${String(value)}`, expected: '--rounds, --seconds and --json beside it', next: `leave out --suite or ${flag}` });
}

async function fromHarness({ rounds, seconds }: BenchSettings, silent: boolean): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-suite-'));
  const json = join(folder, 'results.json');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const removed = atExit(remove);
  try {
    const words = ['--import', import.meta.resolve('tsx'), harness, '--rounds', String(rounds), '--seconds', String(seconds), '--json', json];
    const child = spawn(process.execPath, words, { stdio: ['ignore', silent ? 'ignore' : 'inherit', 'inherit'] });
    const stayed = atExit(() => child.kill());
    const code = await new Promise((resolve, reject) => { child.once('exit', resolve).once('error', reject); });
    stayed();
    if (code !== 0) throw new BackendError('the harness ended before its end', { where: harness, got: `exit code ${String(code)}`, next: 'run `npm run bench`, which tells more' });
    return readResults(json);
  } finally {
    removed();
    remove();
  }
}

async function fromPackage(settings: BenchSettings, silent: boolean): Promise<Results> {
  let results = nothingMeasured;
  const table = rows.filter(({ group }) => group === 'table');
  const contenders = ownContenders.filter(({ onRequest }) => onRequest !== true);
  for await (const measured of measureRows({ ...settings, rows: table, contenders, threads: availableParallelism() }, startOwn, tell)) {
    results = mergeResults(results, { rows: [measured] });
    if (!silent) writeResult(`${rowReport(measured)}\n`);
  }
  if (!silent) writeResult(summaries(results));
  return results;
}

const startOwn: CommandFor = ({ program }, job) => nodeProgram('suite/serve', [nodeProgram(`suite/programs/${program}`, []).arguments.at(-1) ?? '', job]);
