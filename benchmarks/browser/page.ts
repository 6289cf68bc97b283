import type { CreateWorkload, Job } from '../../src/cli/bench/suite/protocol.ts';
import { takePart } from '../../src/benchmark/takePart.ts';
import { splitRowData } from '../../src/cli/bench/suite/weights.ts';
import { useServedFiles } from './useServedFiles.ts';

/** The page of a contender: it takes its job from the server that served it, and its turns too, by requests that the server answers when it is the page's turn. */
const modules: Readonly<Record<string, () => Promise<{ readonly create: CreateWorkload }>>> = {
  chainrule: () => import('../../src/cli/bench/suite/programs/chainrule.ts'),
  plainTfjs: () => import('../../src/cli/bench/suite/programs/plainTfjs.ts'),
  jaxJs: () => import('../contenders/jaxJs.ts'),
  loops: () => import('../contenders/loops.ts'),
};

/** What a page has and the types of Node do not know. */
const here = globalThis as unknown as { readonly navigator: { readonly userAgent: string }; readonly crossOriginIsolated: boolean };
const { program, job } = await (await fetch('/job')).json() as { readonly program: string; readonly job: Job };
const data = splitRowData(await (await fetch('/data')).arrayBuffer(), job.row);

await takePart(async () => {
  await useServedFiles(job.threads);
  const module = await modules[program]?.();
  if (module === undefined) throw new Error(`${program} has no page`);
  return module.create(job, data);
}, job, {
  send: report => fetch('/report', { method: 'POST', body: JSON.stringify(report) }),
  requests: requests(),
  runtime: { browser: /Chrome\/([\d.]+)/.exec(here.navigator.userAgent)?.[1] ?? 'unknown', 'cross-origin isolated': String(here.crossOriginIsolated) },
  peakBytes: () => 0,
});

async function* requests(): AsyncGenerator<{ readonly seconds: number }> {
  for (;;) yield await (await fetch('/turn')).json() as { readonly seconds: number };
}
