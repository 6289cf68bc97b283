import type { Preparation, Report, Workload } from './protocol.ts';
import { StepTimer } from './stepTimer.ts';

/** How a contender hears of its turns and tells what it did. */
export interface Channel {
  send(report: Report): unknown;
  /** One request a turn. */
  readonly requests: AsyncIterable<{ readonly seconds: number }>;
  readonly runtime: Readonly<Record<string, string>>;
  peakBytes(): number;
}

/** A contender from its start to the last of its turns: makes its workload, takes the checked steps, then untimed ones, then a timed turn for each request. */
export async function takePart(create: () => Workload | Promise<Workload>, preparation: Preparation, channel: Channel): Promise<void> {
  try {
    const timer = await prepare(await create(), preparation, channel);
    for await (const { seconds } of channel.requests) {
      await channel.send({ event: 'turn', ...await timer.turn(seconds), peakBytes: channel.peakBytes() });
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await channel.send({ event: 'refused', reason: message.replaceAll(/\s*\n\s*/g, '; ').slice(0, 300) });
  }
}

async function prepare(workload: Workload, { checked, settle }: Preparation, { send, runtime }: Channel): Promise<StepTimer> {
  const figures = [await workload.run(1)];
  await send({ event: 'first' });
  while (figures.length < checked) figures.push(await workload.run(1));
  const timer = new StepTimer(count => workload.run(count));
  const { milliseconds, stable } = settle > 0 ? await timer.warmUp(settle) : { milliseconds: 0, stable: true };
  const { threads, versions, note } = workload;
  await send({
    event: 'ready', figures, milliseconds, stable, versions: { ...runtime, ...versions }, ...(threads !== undefined && { threads }), ...(note !== undefined && { note }),
  });
  return timer;
}
