import { limitSteps } from '../../benchmark/limit.ts';
import { modelSteps } from '../../benchmark/modelSteps.ts';
import type { Workload } from '../../benchmark/protocol.ts';
import { takePart } from '../../benchmark/takePart.ts';
import type { BenchJob, ModelJob } from './job.ts';
import { processChannel } from './processChannel.ts';
import { trainedRun } from './trainedRun.ts';

/** The process of a contender. Its job is JSON in its first argument; requests and reports are JSON, one a line. */
const job = JSON.parse(process.argv[2] ?? '') as BenchJob;
await takePart(() => (job.kind === 'limit' ? limitSteps() : stepsOf(job)), job, processChannel());
process.exit();

async function stepsOf(model: ModelJob): Promise<Workload> {
  const { parts, dataset } = await trainedRun(model);
  return modelSteps(parts, dataset);
}
