import { countTensors, sampled } from './memory.ts';
import type { Sample } from './memory.ts';
import { feed, network } from './network.ts';

const batch = 32;
/** Steps in one call of the executable, as the trainer makes them. */
const stepsOfCall = 100;

/** Memory over many training steps of 64-32-10 in one session. */
export async function soakSteps(backend: string, count: number, samples: number): Promise<readonly Sample[]> {
  const { session, step } = (await network(backend, 32))(batch);
  if (backend.startsWith('tfjs')) countTensors();
  feed(step, 0);
  const series = await sampled(`${backend}: ${count} steps of 64-32-10, batch ${batch}`, count, samples, async (steps, first) => {
    for (let done = 0; done < steps; done += stepsOfCall) {
      await step.executable.run(Math.min(stepsOfCall, steps - done), index => step.prepare(first + done + index), () => true);
    }
  });
  const loss = step.number('loss');
  session.dispose();
  if (!Number.isFinite(loss)) throw new Error(`the loss of the last step is ${loss}`);
  return series;
}
