import { DataError } from '../errors.ts';
import { RandomStream } from '../random/randomStream.ts';
import type { Dataset, SampleStream, StreamedSamples } from './dataset.ts';
import { SampleRows } from './sampleRows.ts';
import { placeOfItem, requirePattern, samplesOfItem } from './streamItem.ts';
import type { StreamItem, Yields } from './streamItem.ts';
import { iteratorOf, resultOf } from './streamIterator.ts';
import type { StreamIterator } from './streamIterator.ts';

/** What a stream is started with. */
export interface StreamStart {
  /** How often the stream was started before. */
  readonly pass: number;
  /** Random numbers keyed by the run's seed and the pass. */
  readonly random: RandomStream;
}

/** Starts a stream: a generator function, or a function that gives something to iterate. */
export type StreamFunction = (start: StreamStart) => Iterable<StreamItem> | AsyncIterable<StreamItem>;

export interface StreamOptions {
  readonly yields: Yields;
  readonly samplesPerEpoch: number | undefined;
  /** Samples that wait to be drawn in random order; 0 or 1 keeps the stream's order. */
  readonly shuffleBuffer: number;
  readonly seed: number;
}

/** Draws the samples of a stream. It holds what was yielded last and the samples that wait to be shuffled, no more. */
export class StreamReader implements SampleStream {
  private readonly start: StreamFunction;
  private readonly options: StreamOptions;
  private readonly order: RandomStream;
  private iterator: StreamIterator | undefined;
  private pattern: Dataset | undefined;
  private waiting: SampleRows | undefined;
  private waits = 0;
  private item: StreamedSamples | undefined;
  private row = 0;
  private passes = 0;
  /** Samples that this pass yielded. */
  private read = 0;
  private ended = false;

  constructor(start: StreamFunction, options: StreamOptions) {
    this.start = start;
    this.options = options;
    this.order = new RandomStream(options.seed, 'stream order');
  }

  get samplesPerEpoch(): number | undefined {
    return this.options.samplesPerEpoch;
  }

  /** The first sample, which stays to be taken. */
  async first(): Promise<Dataset> {
    const item = await this.available();
    if (item === undefined) throw noSamples(this.passes);
    const rows = new SampleRows(item.dataset, 1);
    rows.put(0, item, this.row);
    this.pattern = rows.first(1).dataset;
    return this.pattern;
  }

  async take(count: number): Promise<StreamedSamples> {
    const taken = new SampleRows(this.pattern ?? await this.first(), count);
    let rows = 0;
    while (rows < count && await this.draw(taken, rows)) rows++;
    if (rows < count) this.close();
    return taken.first(rows);
  }

  /** Puts the next sample to a place; false where there is none. */
  private async draw(into: SampleRows, place: number): Promise<boolean> {
    if (this.options.shuffleBuffer > 1) return this.drawShuffled(into, place);
    const item = await this.available();
    if (item !== undefined) into.put(place, item, this.row++);
    return item !== undefined;
  }

  /** Draws one of the samples that wait, all with the same chance; the last of them takes its place. */
  private async drawShuffled(into: SampleRows, place: number): Promise<boolean> {
    const { shuffleBuffer } = this.options;
    const waiting = this.waiting ??= new SampleRows(this.pattern ?? await this.first(), shuffleBuffer);
    for (let item = await this.next(); item !== undefined; item = await this.next()) waiting.put(this.waits++, item, this.row++);
    if (this.waits === 0) return false;
    const drawn = this.order.below(this.waits);
    into.put(place, waiting.content, drawn);
    waiting.put(drawn, waiting.content, --this.waits);
    return true;
  }

  /** The item whose next sample is to wait, while there is room. */
  private async next(): Promise<StreamedSamples | undefined> {
    return this.waits < this.options.shuffleBuffer ? this.available() : undefined;
  }

  /** The item that holds the next sample, at `row`; undefined where the stream has ended. */
  private async available(): Promise<StreamedSamples | undefined> {
    while (!this.ended && (this.item === undefined || this.row >= this.item.dataset.count)) await this.fetch();
    return this.ended ? undefined : this.item;
  }

  private async fetch(): Promise<void> {
    const { yields } = this.options;
    const { done, value } = await this.step();
    const where = placeOfItem(yields, this.read);
    this.ended = done === true;
    if (this.ended && this.read === 0) throw this.failed(noSamples(this.passes));
    if (this.ended) return;
    this.item = this.checked(() => samplesOfItem(value, yields, this.read));
    const { dataset } = this.item;
    const { pattern } = this;
    if (pattern !== undefined) this.checked(() => requirePattern(dataset, pattern, where));
    this.row = 0;
    this.read += dataset.count;
  }

  /** What the stream's iterator gives next; where there is none yet, or after an end, the stream is started. */
  private async step(): Promise<IteratorResult<unknown, unknown>> {
    try {
      this.iterator ??= this.started();
      return resultOf(await this.iterator.next(), placeOfItem(this.options.yields, this.read));
    } catch (error) {
      if (error instanceof DataError) throw this.failed(error);
      throw this.failed(new DataError('the stream throws', { where: placeOfItem(this.options.yields, this.read), got: error instanceof Error ? error.message : String(error) }, { cause: error }));
    }
  }

  private started(): StreamIterator {
    const pass = this.passes++;
    const stream: unknown = this.start({ pass, random: new RandomStream(this.options.seed, `stream ${pass}`) });
    return iteratorOf(stream);
  }

  private checked<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.failed(error);
    }
  }

  /** After an error the stream starts anew, should training go on. */
  private failed(error: unknown): unknown {
    this.close();
    return error;
  }

  private close(): void {
    this.iterator = undefined;
    this.item = undefined;
    this.ended = false;
    this.waits = 0;
    this.read = 0;
  }
}

function noSamples(passes: number): DataError {
  return new DataError('the stream gives no samples', {
    where: 'data.samples', next: passes > 1 ? 'give a function that starts anew each time it is called: a generator can be gone through once' : undefined,
  });
}
