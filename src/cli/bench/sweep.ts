import { crossingOf } from '../../benchmark/breakEven.ts';
import type { BreakEven, SweepPoint, SweptSize } from '../../benchmark/breakEven.ts';
import { digits } from '../../benchmark/digits.ts';
import { measure } from '../../benchmark/measure.ts';
import type { Entry } from '../../benchmark/entrant.ts';
import type { Settings } from '../../benchmark/measure.ts';
import { medianOf } from '../../benchmark/measured.ts';
import { ratioOf } from '../../benchmark/summarise.ts';
import type { RunConfig } from '../../config/schema.ts';
import { modelEntry } from './contenders.ts';
import { interruptible } from './interruptible.ts';
import type { BenchSettings } from './settings.ts';
import type { Subject } from './subject.ts';
import type { Watch } from './watch.ts';

/** Rounds at each size of a sweep, which has many: a crossing is found from ratios of two and more. */
const sweptRounds = 15;
const widths = [1, 2, 4, 8, 16, 32, 64, 128];
const largestBatch = 256;
const loops = 'typescript';

/**
 * Measures a backend against TypeScript loops at growing sizes, and finds from which on it pays: batches of the config's model, or widths of a dense net. Samples are random.
 * Null where no size could be measured.
 */
export async function sweep(subject: Subject, what: SweptSize, backend: string, { rounds, seconds }: BenchSettings, watch: Watch): Promise<BreakEven | null> {
  const settings = { rounds: Math.min(rounds, sweptRounds), seconds, tolerance: 0 };
  const sizes = what === 'batch' ? batchSizes(subject.model.batchSize) : widths;
  const sized = (size: number) => (what === 'batch' ? withBatch(subject, size) : withWidth(subject, size));
  const points: SweepPoint[] = [];
  watch.tell(`looking for the ${what} from which on ${backend} pays: ${sizes.join(', ')}`);
  for (const size of sizes) {
    const point = watch.signal.aborted ? undefined : await pointAt(size, [loops, backend].map(name => modelEntry(name, sized(size), seconds)), settings, watch);
    if (point !== undefined) points.push(point);
  }
  const net = what === 'batch' ? subject.model.name : `dense n-n-n-n, batches of ${subject.model.batchSize}`;
  return points.length === 0 ? null : { backend, what, net, points, crossing: crossingOf(points) };
}

/** One size; undefined where one of the two cannot be measured at it, which is told, and where the interruption left it without all its rounds. */
async function pointAt(size: number, entries: readonly Entry[], settings: Settings, { tell, signal }: Watch): Promise<SweepPoint | undefined> {
  const measured = await measure(interruptible(entries, signal), settings, () => {});
  if (signal.aborted) return undefined;
  const [own, other] = measured;
  const refused = measured.flatMap(({ name, refused: reason }) => (reason === undefined ? [] : [`${name}: ${reason}`]));
  tell(`${size}: ${refused.length > 0 ? `left out, ${refused.join('; ')}` : measured.map(each => `${each.name} ${digits(medianOf(each))} ms`).join(', ')}`);
  return own === undefined || other === undefined || refused.length > 0 ? undefined : { size, loops: medianOf(own), other: medianOf(other), speedUp: ratioOf(own, other) };
}

/** 1, 4, 16, … up to the config's own, but none above 256. */
export function batchSizes(own: number): readonly number[] {
  const most = Math.min(own, largestBatch);
  return [...[1, 4, 16, 64, 256].filter(size => size < most), most];
}

function withBatch({ source, layout, model }: Subject, size: number): Pick<Subject, 'source' | 'shapes' | 'model'> {
  if ('config' in source) return { source: { config: { ...source.config, training: { batchSize: size } } }, shapes: null, model };
  const override = { path: ['training', 'batchSize'], value: size, place: `a sweep over batches of ${size}` };
  return { source: { ...source, overrides: [...source.overrides, override] }, shapes: layout, model };
}

function withWidth({ model }: Subject, units: number): Pick<Subject, 'source' | 'shapes' | 'model'> {
  const hidden = { use: 'dense', units, activation: 'relu' };
  const config: RunConfig = {
    model: [hidden, hidden, { use: 'dense', units }].map(layer => ({ ...layer })), loss: 'meanSquaredError', optimizer: { use: 'sgd', learningRate: 0.01 },
    shapes: { inputs: [[units]], targets: [[units]] }, training: { batchSize: model.batchSize },
  };
  return { source: { config }, shapes: null, model };
}
