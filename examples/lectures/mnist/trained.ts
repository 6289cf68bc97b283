import type { Run, RunConfig } from 'chainrule';
import type { Chart } from 'chainrule/charts';
import { newHistory } from '../history.ts';
import type { History } from '../history.ts';
import { openConfig } from '../openConfig.ts';

/** A recipe that was trained: its share of right answers on the test digits, and what was drawn of it. */
export interface Trained {
  readonly accuracy: number;
  readonly history: History;
  readonly figures: Readonly<Record<string, Chart>>;
}

/** Trains a recipe of this folder, with some of its keys changed. */
export async function trained(file: string, changes: Partial<RunConfig>, draw: (run: Run) => Promise<Trained['figures']> = async () => ({})): Promise<Trained> {
  const history = newHistory();
  await using run = await openConfig(import.meta.url, file, { ...changes, observers: [history.observer] });
  await run.train();
  const { accuracy } = await run.evaluate('test');
  return { accuracy: Number(accuracy), history, figures: await draw(run) };
}
