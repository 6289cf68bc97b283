import type { Run, RunConfig } from 'chainrule';
import { newHistory } from '../history.ts';
import type { History } from '../history.ts';
import { openConfig } from '../openConfig.ts';

/** A config of this folder that was trained. */
export interface Trained {
  readonly history: History;
  readonly end: Awaited<ReturnType<Run['train']>>;
  /** The cross entropy that the kept weights have, without penalties and without dropout. */
  readonly training: number;
  /** The same of the validation data; NaN where the config has none. */
  readonly validation: number;
  /** All numbers of its kernels. */
  readonly weights: readonly number[];
}

/** Trains a config of this folder, with some of its keys changed. */
export async function trained(file: string, changes: Partial<RunConfig>): Promise<Trained> {
  const history = newHistory();
  await using run = await openConfig(import.meta.url, file, { ...changes, observers: [history.observer] });
  const end = await run.train();
  const entropyOf = async (part: 'train' | 'validation') => Number((await run.evaluate(part))['binaryCrossEntropy']);
  const [training, validation] = [await entropyOf('train'), run.parts.data?.validation === undefined ? Number.NaN : await entropyOf('validation')];
  return { history, end, training, validation, weights: await kernels(run) };
}

async function kernels(run: Run): Promise<readonly number[]> {
  const weights = Object.entries(await run.getWeights());
  return weights.flatMap(([path, { values }]) => (path.endsWith('/kernel') ? Array.from(values) : []));
}
