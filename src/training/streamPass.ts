import type { SampleStream, StreamedSamples } from '../data/dataset.ts';
import type { CompiledStep } from './compiledStep.ts';
import { countedIn } from './denominator.ts';
import type { Denominator } from './denominator.ts';
import type { PassParts } from './epochPass.ts';
import { nextBatch } from './nextBatch.ts';
import { longestStretch, PassProgress } from './passProgress.ts';
import { pause } from './pause.ts';
import { feedBatch } from './userBatch.ts';

/** Batches that are drawn at most before the steps on them are taken. */
const mostAhead = 16;

/** One pass over a stream, from where the last one was cut: until the stream ends, or the samples of an epoch are taken. */
export class StreamPass {
  private readonly parts: PassParts;
  private readonly stream: SampleStream;
  private readonly progress: PassProgress;
  private ended = false;
  private broken: unknown;

  constructor(parts: PassParts, stream: SampleStream, stepsPerEpoch: number) {
    this.parts = parts;
    this.stream = stream;
    this.progress = new PassProgress(parts, stepsPerEpoch);
  }

  /**
   * Takes the steps that are left of the epoch. Gives false where a loss was not finite; the step that gave it is not counted. Throws a DataError where the stream fails,
   * after the steps on what it gave before.
   */
  async run(): Promise<boolean> {
    const { progress, parts: { position, lastStep, options } } = this;
    while (!this.ended && !progress.failed && position.steps < lastStep && options.signal?.aborted !== true) {
      const batches = await this.draw();
      const whole = batches.filter(({ dataset }) => dataset.count === options.batchSize);
      for (const group of [whole, batches.slice(whole.length)]) await this.steps(group);
      if (this.broken !== undefined && !progress.failed) throw this.broken;
      await pause();
    }
    if (this.ended && !progress.failed) {
      position.epochs++;
      position.batch = 0;
    }
    return !progress.failed;
  }

  /** The next batches, as many as come within a stretch and before an abort; the last one may be smaller than the others. */
  private async draw(): Promise<readonly StreamedSamples[]> {
    const batches: StreamedSamples[] = [];
    const deadline = performance.now() + longestStretch;
    const { lastStep, position: { steps }, watch } = this.parts;
    const most = Math.min(mostAhead, lastStep - steps, watch?.stepsUntilNext(steps) ?? mostAhead);
    try {
      while (batches.length < most && !this.ended && performance.now() < deadline) {
        const batch = await this.take(batches.length);
        if (batch === undefined) break;
        if (batch.dataset.count > 0) batches.push(batch);
      }
    } catch (error) {
      this.broken = error;
    }
    return batches;
  }

  /** The batch after the next `ahead` ones; undefined after an abort. An epoch that begins where the stream has ended begins it anew. */
  private async take(ahead: number): Promise<StreamedSamples | undefined> {
    const { position, options: { batchSize, signal } } = this.parts;
    const before = position.batch + ahead;
    const left = (this.stream.samplesPerEpoch ?? Number.POSITIVE_INFINITY) - before * batchSize;
    const size = Math.max(0, Math.min(batchSize, left));
    const next = () => nextBatch(this.stream, size, signal);
    const first = await next();
    const batch = first?.dataset.count === 0 && before === 0 ? await next() : first;
    if (batch !== undefined) this.ended = batch.dataset.count < size || left <= batchSize;
    return batch;
  }

  /** Steps on batches of one size. */
  private async steps(batches: readonly StreamedSamples[]): Promise<void> {
    const { progress, parts: { compiler, recovery, position, watch, options: { denominator = 'samples' } } } = this;
    const size = batches[0]?.dataset.count;
    if (size === undefined || progress.failed) return;
    const compiled = compiler.get('train', size);
    const firstStep = position.steps;
    const stretch = { step: firstStep, batchSize: size, refill: (target: CompiledStep) => (index: number) => feed(target, batches[index], denominator) };
    await recovery.keep(stretch);
    await watch?.look(stretch, position.epochs + 1);
    const before = (index: number) => {
      compiled.prepare(firstStep + index);
      feed(compiled, batches[index], denominator);
    };
    await compiled.executable.run(batches.length, before, index => progress.stepped(compiled, size, countedOf(batches[index], denominator)));
  }
}

function feed(compiled: CompiledStep, batch: StreamedSamples | undefined, denominator: Denominator): void {
  if (batch !== undefined) feedBatch(compiled, { ...batch, denominator });
}

/** The denominator of a batch: what its loss is the mean over. */
function countedOf(batch: StreamedSamples | undefined, denominator: Denominator): number {
  const { count = 0, weights } = batch?.dataset ?? {};
  return weights === undefined ? count : countedIn(weights.values, denominator);
}
