import { randomData } from '../../benchmark/randomData.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { RunParts } from '../../training/runParts.ts';
import type { ModelJob } from './job.ts';
import { openSource } from './openSource.ts';

/** What a contender trains, and on what. The run's own session is given back, so that the state lies in memory once, that of the measured steps. */
export async function trainedRun(job: ModelJob): Promise<{ readonly parts: RunParts; readonly dataset: Dataset }> {
  const run = await openSource(job);
  const { parts } = run;
  await run[Symbol.asyncDispose]();
  return { parts, dataset: (parts.classWeighting?.data ?? parts.data)?.train ?? randomData(parts) };
}
