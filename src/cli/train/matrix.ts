import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackendError, ConfigError, NonFiniteError } from '../../errors.ts';
import type { Figures, Run, RunEnd } from '../../index.ts';
import { exitCodes } from '../exitCodes.ts';
import { catchInterruption } from '../interruption.ts';
import { writeJson, writeResult } from '../output.ts';
import { compareCurves } from './compareCurves.ts';
import { matrixLines } from './matrixLines.ts';
import type { MatrixEntry, Trained } from './matrixEntry.ts';

/** How a matrix opens its runs. */
export interface MatrixOptions {
  readonly json?: boolean;
  /** Throws for a config that is wrong with one of these backends, before anything is trained. */
  check(backends: readonly string[]): Promise<unknown>;
  open(backend: string): Promise<Run>;
}

/**
 * Trains one config on each of some backends in turn, from the same seed, and prints a comparison. A backend that is missing, or whose numbers break, is told, and the others go on. Gives the
 * exit code: that of bad input where none was trained, or one broke.
 */
export async function trainMatrix(given: string, { json = false, check, open }: MatrixOptions): Promise<number> {
  const names = namesOf(given);
  await check(names);
  const interruption = catchInterruption();
  const entries: MatrixEntry[] = [];
  try {
    for (const name of names) {
      if (interruption.signal.aborted) break;
      if (!json) process.stderr.write(`${entries.length === 0 ? '' : '\n'}${name}\n`);
      entries.push(await entryOf(name, () => open(name), interruption.signal));
    }
    const comparison = compareCurves(entries);
    if (json) writeJson({ backends: entries, ...comparison });
    else writeResult(matrixLines(entries, comparison).join('\n'));
    return interruption.signal.aborted ? exitCodes.interrupted : codeOf(entries);
  } finally {
    interruption.dispose();
  }
}

/** The backends of a list with commas. Throws a ConfigError for an empty name, or one that is there twice. */
function namesOf(given: string): readonly string[] {
  const names = given.split(',').map(name => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  const where = `--backend ${given}`;
  if (names.includes('')) throw new ConfigError('a backend has no name', { where, expected: 'names with commas between them: native,onnx:cpu' });
  if (twice !== undefined) throw new ConfigError(`the backend ${twice} is listed twice`, { where, expected: 'each once' });
  return names;
}

/** Trains on one backend; what only that one lacks or spoils becomes its entry. */
async function entryOf(backend: string, open: () => Promise<Run>, signal: AbortSignal): Promise<MatrixEntry> {
  try {
    return await trained(backend, open, signal);
  } catch (error) {
    if (!(error instanceof BackendError || error instanceof NonFiniteError)) throw error;
    process.stderr.write(`${error.message}\n`);
    const { problem, details: { where, next } } = error;
    return error instanceof BackendError ? { backend, missing: problem, next } : { backend, failed: where === undefined ? problem : `${where}: ${problem}`, next };
  }
}

async function trained(backend: string, open: () => Promise<Run>, signal: AbortSignal): Promise<Trained> {
  const started = performance.now();
  await using run = await open();
  const startUpSeconds = (performance.now() - started) / 1000;
  const end = await run.train({ signal });
  const { name, about } = run.parts.backend;
  const epochs = await epochsOf(end);
  return {
    backend, ran: name, about, startUpSeconds, seconds: end.seconds, steps: end.steps, stepsPerSecond: end.steps / end.seconds, reason: end.reason, folder: end.folder,
    figures: figuresOf(end, epochs.at(-1)), losses: epochs.map(({ training }) => training.loss),
  };
}

interface Epoch {
  readonly training: Figures;
  readonly validation?: Figures;
}

/** The epochs as the run folder has them; a curve may be of several restarts, one behind the other. */
async function epochsOf({ folder }: RunEnd): Promise<readonly Epoch[]> {
  const text = folder === undefined ? '' : await readFile(join(folder, 'metrics.jsonl'), 'utf8').catch(() => '');
  return text.split('\n').filter(line => line !== '').flatMap(line => {
    const report = JSON.parse(line) as Partial<Epoch>;
    return report.training === undefined ? [] : [{ ...report, training: report.training }];
  });
}

/** What a model ended with, on the part that says most. */
function figuresOf({ test }: RunEnd, last: Epoch | undefined): Trained['figures'] {
  if (test !== undefined) return { part: 'test', figures: test };
  if (last?.validation !== undefined) return { part: 'validation', figures: last.validation };
  return last && { part: 'training', figures: last.training };
}

function codeOf(entries: readonly MatrixEntry[]): number {
  return entries.some(entry => 'failed' in entry) || !entries.some(entry => 'losses' in entry) ? exitCodes.badInput : exitCodes.done;
}
