import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { ConfigError } from '../../errors.ts';
import { codeOf } from '../../platform/files.ts';

/** JSON knows no NaN: a figure that was none is null. */
const figure = z.unknown();
const figures = z.record(z.string(), figure);

const epochSchema = z.object({ epoch: z.number(), step: z.number(), training: figures, validation: z.optional(figures) });
const looksSchema = z.object({ step: z.number(), layers: z.array(z.object({ layer: z.string(), norm: z.nullable(z.number()) })) });
const restartSchema = z.object({ restart: z.number() });
const summarySchema = z.object({
  name: z.optional(z.string()),
  reason: z.optional(z.string()),
  epochs: z.optional(z.number()),
  best: z.optional(z.object({ epoch: z.number(), monitor: z.string(), value: z.nullable(z.number()) })),
  restarts: z.optional(z.object({ best: z.optional(z.number()) })),
});

/** The figures after an epoch. */
export type Epoch = z.output<typeof epochSchema>;
/** The gradients of a batch by layer. */
export type Look = z.output<typeof looksSchema>;
/** How a run ended; empty for one that has not. */
export type Summary = z.output<typeof summarySchema>;

/** What a run folder tells of its training. */
export interface History {
  readonly folder: string;
  readonly epochs: readonly Epoch[];
  readonly looks: readonly Look[];
  /** Undefined where the run has not ended. */
  readonly summary: Summary | undefined;
}

/** Reads a run folder: of several trainings from different seeds the one that was kept. Throws a ConfigError where there is no such folder, and where a file in it is damaged. */
export async function readHistory(folder: string): Promise<History> {
  await requireRunFolder(folder);
  const [metrics, summaryText] = await Promise.all(['metrics.jsonl', 'summary.json'].map(file => textOf(join(folder, file))));
  const summary = summaryText === undefined ? undefined : parsed(summaryText, summarySchema, join(folder, 'summary.json'));
  const lines = (metrics ?? '').split('\n').flatMap((text, index) => (text.trim() === '' ? [] : [parsed(text, z.union([restartSchema, epochSchema, looksSchema]), `${join(folder, 'metrics.jsonl')}:${index + 1}`)]));
  const own = ofRestart(lines, summary?.restarts?.best);
  return { folder, summary, epochs: own.filter(line => 'training' in line), looks: own.filter(line => 'layers' in line) };
}

type Line = Epoch | Look | z.output<typeof restartSchema>;

/** The lines of one of several trainings, each of which ends with a line of its own; those of the last where none is the best. */
function ofRestart(lines: readonly Line[], best: number | undefined): readonly Line[] {
  const ends = lines.flatMap((line, index) => ('restart' in line ? [{ restart: line.restart, index }] : []));
  if (ends.length === 0) return lines;
  const kept = ends.findIndex(({ restart }) => restart === best);
  const place = kept < 0 ? ends.length - 1 : kept;
  return lines.slice((ends[place - 1]?.index ?? -1) + 1, ends[place]?.index);
}

async function requireRunFolder(folder: string): Promise<void> {
  const [own, config] = await Promise.all([folder, join(folder, 'config.yaml')].map(path => stat(path).catch(() => undefined)));
  if (own === undefined) throw new ConfigError('there is no such run', { where: folder, next: 'name the folder of a run, as `chainrule train` tells it at its end' });
  if (config?.isFile() === true) return;
  throw new ConfigError('this is no folder of a run', { where: folder, got: own.isDirectory() ? 'a folder without config.yaml' : 'a file', expected: 'config.yaml, metrics.jsonl, model.safetensors and summary.json in one folder', next: 'name the folder of a run, `runs/mnist-1` for example' });
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new ConfigError('the file cannot be read', { where: path, got: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

function parsed<Value>(text: string, schema: z.ZodMiniType<Value>, where: string): Value {
  try {
    return z.parse(schema, JSON.parse(text));
  } catch (error) {
    throw new ConfigError('the file of the run is damaged', { where, got: text.slice(0, 80), expected: 'JSON as training writes it', next: 'take the line out where training was cut off while it wrote' }, { cause: error });
  }
}
