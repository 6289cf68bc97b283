import type { CreateWorkload } from '../protocol.ts';
import { compiledSteps } from './chainrule/compiledSteps.ts';
import type { Options } from './chainrule/options.ts';
import { trainedSteps } from './chainrule/trainedSteps.ts';
import { tfjsWasmThreads } from './tfjsWasmThreads.ts';

/** Our backends, by their names in a config. */
export const create: CreateWorkload = async (job, data) => {
  const own = job.options as unknown as Options;
  const { run, about } = await (own.mode === 'trainer' ? trainedSteps : compiledSteps)(job, own, data);
  const threads = own.backend === 'tfjs:wasm' ? await tfjsWasmThreads() : own.threads ?? job.threads;
  return { run, threads, versions: {}, ...(about !== undefined && { note: about }) };
};
