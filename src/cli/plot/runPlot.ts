import { join } from 'node:path';
import { ConfigError } from '../../errors.ts';
import { openModel } from '../openModel.ts';
import { writeJson, writeResult } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { figureNames, formats } from '../plot.ts';
import type { PlotOptions } from '../plot.ts';
import { pluginsOf } from '../plugins.ts';
import { figures, namesIn } from './figures.ts';
import type { NamedChart, PlotSource } from './figure.ts';
import { readHistory } from './history.ts';
import type { History } from './history.ts';
import { lazySource } from './lazySource.ts';
import { terminalCurves } from './terminalCurves.ts';
import { prepareFigures, writeFigures } from './writeFigures.ts';

/** A figure that the run has not, and why. */
interface LeftOut {
  readonly figure: string;
  readonly reason: string;
}

/** Draws the figures of a run into a folder, or its curves in the terminal. Throws a ConfigError where there is no run, for an unknown figure, and where no figure can be drawn. */
export async function runPlot(folder: string, { output, format, only, terminal = false, json = false, ...options }: PlotOptions): Promise<void> {
  const wanted = only === undefined ? figureNames : namesIn('--only', only, figureNames);
  const kinds = namesIn('--format', format, formats);
  const history = await readHistory(folder);
  if (terminal) return writeResult((await curvesOf(history, wanted)).join('\n'));
  const target = output ?? join(folder, 'figures');
  await prepareFigures(target, kinds);
  const plugins = await pluginsOf(options);
  await using source = lazySource(history, () => openModel(folder, overridesOf(options), { plugins }));
  const { charts, leftOut } = await drawn(wanted, source);
  tell({ folder: target, files: await writeFigures(target, kinds, charts), leftOut }, json);
}

/** What was written where, and what was not. */
interface Result {
  readonly folder: string;
  readonly files: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

function tell(result: Result, json: boolean): void {
  if (json) return writeJson(result);
  for (const { figure, reason } of result.leftOut) process.stderr.write(`${figure} left out: ${reason}\n`);
  writeResult(result.files.map(file => join(result.folder, file)).join('\n'));
}

async function curvesOf(history: History, wanted: readonly string[]): Promise<readonly string[]> {
  const lines = history.epochs.length === 0 ? [] : await terminalCurves(history, wanted, process.stdout.isTTY && process.stdout.hasColors());
  if (lines.length > 0) return lines;
  throw nothingToDraw(history.folder, wanted, [{ figure: wanted.join(', '), reason: history.epochs.length === 0 ? 'no epoch was completed' : 'a terminal shows loss and metrics alone' }]);
}

async function drawn(wanted: readonly (keyof typeof figures)[], source: PlotSource): Promise<{ readonly charts: readonly NamedChart[]; readonly leftOut: readonly LeftOut[] }> {
  const charts: NamedChart[] = [];
  const leftOut: LeftOut[] = [];
  for (const figure of wanted) {
    const made = await figures[figure](source);
    if (typeof made === 'string') leftOut.push({ figure, reason: made });
    else charts.push(...made);
  }
  if (charts.length === 0) throw nothingToDraw(source.history.folder, wanted, leftOut);
  return { charts, leftOut };
}

function nothingToDraw(folder: string, wanted: readonly string[], leftOut: readonly LeftOut[]): ConfigError {
  const next = `${wanted.length < figureNames.length ? 'leave out --only, or ' : ''}train for an epoch or more`;
  return new ConfigError('none of the figures can be drawn', { where: folder, got: leftOut.map(({ figure, reason }) => `${figure}: ${reason}`).join('\n       '), next });
}
