/// <reference lib="esnext.disposable" preserve="true" />
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ChainruleError } from '../../errors.ts';
import { codeOf } from '../../platform/files.ts';
import type { Run } from '../../training/run.ts';
import type { Answers, PlotSource } from './figure.ts';
import type { History } from './history.ts';

/** A source that opens the model, and asks it for its answers, once, when a figure first needs them. */
export function lazySource(history: History, open: () => Promise<Run>): PlotSource & AsyncDisposable {
  let opened: Promise<Run | string> | undefined;
  let answered: Promise<Answers | string> | undefined;
  const run = () => opened ??= openKept(history, open);
  return {
    history, run,
    answers: () => answered ??= answersOf(run),
    async [Symbol.asyncDispose]() {
      const own = await opened?.catch(() => undefined);
      if (typeof own === 'object') await own[Symbol.asyncDispose]();
    },
  };
}

/** A run that has not ended has no model yet: its curves can be drawn all the same. */
async function openKept({ folder, summary }: History, open: () => Promise<Run>): Promise<Run | string> {
  try {
    await stat(join(folder, 'model.safetensors'));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return summary === undefined ? 'the run has no model.safetensors, which training writes at its end' : 'model.safetensors is missing';
  }
  return open().catch(withoutModel);
}

/** Whoever cannot open the model can have the curves. */
function withoutModel(error: unknown): never {
  if (!(error instanceof ChainruleError)) throw error;
  const { next } = error.details;
  const curves = '--only loss,metrics draws the curves, which need no model';
  throw error.withDetails({ next: next === undefined ? curves : `${next}; ${curves}` });
}

/** Of the first part that there is of those that training did not see, else of the training data. */
async function answersOf(open: () => Promise<Run | string>): Promise<Answers | string> {
  const run = await open();
  if (typeof run === 'string') return run;
  const { data } = run.parts;
  const part = (['test', 'validation'] as const).find(name => data?.[name] !== undefined) ?? 'train';
  const dataset = data?.[part];
  if (dataset === undefined) return 'the run has no data';
  if (part === 'train' && data?.stream !== undefined) return 'the training data are a stream, which keeps no samples, and there are no others';
  return { part, dataset, outputs: await run.predict(dataset) };
}
