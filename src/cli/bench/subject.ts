import { multiplications } from '../../backends/auto/multiplications.ts';
import type { BenchmarkedModel } from '../../benchmark/result.ts';
import { DataError } from '../../errors.ts';
import { simplify } from '../../graph/simplify.ts';
import { parameterCount } from '../../model/model.ts';
import { loadConfig } from '../../config/loadConfig.ts';
import type { RunConfig } from '../../config/schema.ts';
import type { Run } from '../../training/run.ts';
import type { RunSource } from './job.ts';
import { openSource } from './openSource.ts';

/** What is measured: where its runs come from, and what is known of its model. */
export interface Subject {
  readonly source: RunSource;
  /** The shapes of random samples, where the config has no data or they do not load. */
  readonly shapes: RunConfig['shapes'] | null;
  /** The shapes of its samples, whatever they are. */
  readonly layout: RunConfig['shapes'];
  readonly model: BenchmarkedModel;
  readonly notes: readonly string[];
}

const onLoops = { backend: 'typescript', gradients: 'backprop' } as const;

/** Opens a config once, on plain TypeScript, so that what is wrong with it is told before anything is measured. Throws what `createRun` throws. */
export async function openSubject(source: RunSource): Promise<Subject> {
  const { run, shapes, notes } = await openWithData(source);
  await using opened = run;
  const { name, objective: { model }, layout: { inputs, targets }, training: { batchSize }, data } = opened.parts;
  const plain = ({ shape, dtype }: { readonly shape: readonly number[]; readonly dtype: 'float' | 'int32' }) => ({ shape: [...shape], dtype });
  const layout = { inputs: inputs.map(plain), targets: targets.map(plain) };
  return {
    source, shapes, layout, notes,
    model: { name, parameters: parameterCount(model), batchSize, multiplications: multiplications(simplify(opened.graph())), data: data === undefined ? 'random' : 'config' },
  };
}

/** With the config's data; where these do not load and the config says their shapes, with random samples. */
async function openWithData(source: RunSource): Promise<Pick<Subject, 'shapes' | 'notes'> & { readonly run: Run }> {
  try {
    return { run: await openSource({ source, shapes: null, ...onLoops }), shapes: null, notes: [] };
  } catch (error) {
    const shapes = error instanceof DataError ? await shapesIn(source) : null;
    if (shapes === null || !(error instanceof DataError)) throw error;
    return { run: await openSource({ source, shapes, ...onLoops }), shapes, notes: [`the config's data do not load (${error.problem}): measured on random samples of its shapes`] };
  }
}

/** The shapes that a config file gives beside its data. The schema refuses what is no such when the run is opened. */
async function shapesIn(source: RunSource): Promise<RunConfig['shapes'] | null> {
  if ('config' in source) return null;
  const { shapes } = (await loadConfig(source.file, source.overrides)).config as Partial<RunConfig>;
  return shapes ?? null;
}
