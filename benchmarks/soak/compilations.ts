import { countTensors, sampled } from './memory.ts';
import type { Sample } from './memory.ts';
import { feed, network } from './network.ts';

/** Hidden units and batches vary, so that what is cached for one shape does not hide what is left behind for each. */
const hiddenSizes = [8, 16, 24, 31, 32, 33, 48, 64];
const largestBatch = 64;

/** Memory over many graphs: a session opened, a step compiled and run once, the session disposed. */
export async function soakCompilations(backend: string, count: number, samples: number): Promise<readonly Sample[]> {
  const networks = await Promise.all(hiddenSizes.map(hidden => network(backend, hidden)));
  if (backend.startsWith('tfjs')) countTensors();
  return sampled(`${backend}: ${count} graphs of 64-h-10`, count, samples, async (graphs, first) => {
    for (let number = first; number < first + graphs; number++) {
      const open = networks[number % networks.length];
      if (open === undefined) throw new Error('there is no network');
      const { session, step } = open(1 + (number * 7) % largestBatch);
      feed(step, number);
      step.prepare(0);
      await step.executable.run(1, () => {}, () => true);
      session.dispose();
    }
  });
}
