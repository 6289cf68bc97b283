import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const megabyte = 2 ** 20;

/** What is counted, with the growth in its unit that is put down to the runtime: fragmentation, code that is compiled later, pages that the allocator keeps. */
const bounds = { rss: 48, heap: 4, external: 16, arrayBuffers: 4, tensors: 0, tensorMegabytes: 0 } as const;
type Counted = keyof typeof bounds;

/** Memory after so many steps or compilations, in megabytes; tensors are counted. */
export type Sample = Readonly<Record<Counted, number>> & { readonly done: number };

/** Runs work in parts and prints memory after each. */
export async function sampled(title: string, total: number, parts: number, work: (count: number, first: number) => Promise<void>): Promise<readonly Sample[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const series: Sample[] = [];
  const start = performance.now();
  console.log(`${title}\n${['done', ...Object.keys(bounds), 'seconds'].map(cell).join('')}`);
  for (let part = 0; part < parts; part++) {
    const [first, end] = [Math.round((total * part) / parts), Math.round((total * (part + 1)) / parts)];
    await work(end - first, first);
    const sample = await sampleNow(end, collect);
    series.push(sample);
    console.log([end, ...Object.keys(bounds).map(name => sample[name as Counted].toFixed(name === 'tensors' ? 0 : 1)), ((performance.now() - start) / 1000).toFixed(0)].map(cell).join(''));
  }
  return series;
}

/** What grew by more than its bound from a fifth of the work on. */
export function grown(series: readonly Sample[]): readonly string[] {
  const [first, last] = [series[Math.floor(series.length / 5)], series.at(-1)];
  if (first === undefined || last === undefined) return [];
  return (Object.keys(bounds) as Counted[]).flatMap(name => (
    last[name] - first[name] > bounds[name] ? [`${name} grew from ${first[name].toFixed(1)} to ${last[name].toFixed(1)}, allowed ${bounds[name]}`] : []));
}

/** Twice, with a turn of the event loop between: what finalizers give back goes with the second. */
async function sampleNow(done: number, collect: () => void): Promise<Sample> {
  collect();
  await pause(20);
  collect();
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const { numTensors, numBytes } = await tensorMemory();
  return {
    done, rss: rss / megabyte, heap: heapUsed / megabyte, external: external / megabyte, arrayBuffers: arrayBuffers / megabyte, tensors: numTensors, tensorMegabytes: numBytes / megabyte,
  };
}

let usesTensors = false;

/** Says that tf.js is loaded, so that its tensors are counted. */
export function countTensors(): void {
  usesTensors = true;
}

async function tensorMemory(): Promise<{ readonly numTensors: number; readonly numBytes: number }> {
  return usesTensors ? (await import('@tensorflow/tfjs')).default.memory() : { numTensors: 0, numBytes: 0 };
}

function cell(value: unknown): string {
  return String(value).padStart(16);
}
