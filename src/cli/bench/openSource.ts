import type { RunConfig } from '../../config/schema.ts';
import { createRun } from '../../run/createRun.ts';
import { openRun } from '../../run/openRun.ts';
import type { PlainConfig } from '../../run/openRun.ts';
import type { Run } from '../../training/run.ts';
import { pluginsOf } from '../plugins.ts';
import type { ModelJob, Way } from './job.ts';

/** The run of a contender: that of the config, with nobody watching it and nothing written. */
export async function openSource({ source, shapes, backend, gradients }: Pick<ModelJob, 'source' | 'shapes'> & Way): Promise<Run> {
  const way = { backend, gradients, observers: [], output: undefined };
  if ('config' in source) return createRun({ ...source.config, ...way } as RunConfig);
  const onShapes = ({ training }: PlainConfig) => ({ data: undefined, shapes, training: withoutClassWeights(training) });
  return openRun(source.file, { overrides: source.overrides, plugins: await pluginsOf(source), changes: config => ({ ...way, ...(shapes && onShapes(config)) }) });
}

/** Weights of classes are found in the data, which random samples do without. */
function withoutClassWeights(training: unknown): unknown {
  return typeof training === 'object' && training !== null ? { ...training, classWeights: undefined } : training;
}
