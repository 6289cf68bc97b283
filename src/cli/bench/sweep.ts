import { crossingOf } from '../../benchmark/breakEven.ts';
import type { BreakEven, SweepPoint, SweptSize } from '../../benchmark/breakEven.ts';
import { measure } from '../../benchmark/measure.ts';
import type { Tell } from '../../benchmark/measure.ts';
import { medianOf } from '../../benchmark/measured.ts';
import { ratioOf } from '../../benchmark/summarise.ts';
import type { RunConfig } from '../../config/schema.ts';
import { modelEntry } from './contenders.ts';
import type { BenchSettings } from './settings.ts';
import type { Subject } from './subject.ts';

/** Sizes of a sweep: the ratios are told, not the times, so that fewer rounds do, of shorter turns. */
const [sweptRounds, shareOfTurn] = [5, 1 / 3];
const widths = [1, 2, 4, 8, 16, 32, 64, 128];
const largestBatch = 256;
const loops = 'typescript';

/** Measures a backend against TypeScript loops at growing sizes, and finds from which on it pays: batches of the config's model, or widths of a dense net. Samples are random. */
export async function sweep(subject: Subject, what: SweptSize, backend: string, { rounds, seconds }: BenchSettings, tell: Tell): Promise<BreakEven> {
  const settings = { rounds: Math.min(rounds, sweptRounds), seconds: seconds * shareOfTurn, tolerance: 0 };
  const points: SweepPoint[] = [];
  for (const size of what === 'batch' ? batchSizes(subject.model.batchSize) : widths) {
    const sized = what === 'batch' ? withBatch(subject, size) : withWidth(subject, size);
    const entries = [loops, backend].map(name => modelEntry(name, sized, settings.seconds));
    const [own, other] = await measure(entries, settings, line => tell(`${what} ${size}: ${line}`));
    if (own === undefined || other === undefined || own.refused !== undefined || other.refused !== undefined) continue;
    points.push({ size, loops: medianOf(own), other: medianOf(other), speedUp: ratioOf(own, other) });
  }
  return { backend, what, net: what === 'batch' ? subject.model.name : `dense n-n-n-n, batches of ${subject.model.batchSize}`, points, crossing: crossingOf(points) };
}

/** 1, 4, 16, … up to the config's own, but none above 256. */
export function batchSizes(own: number): readonly number[] {
  const most = Math.min(own, largestBatch);
  return [...[1, 4, 16, 64, 256].filter(size => size < most), most];
}

function withBatch({ source, layout, model }: Subject, size: number): Pick<Subject, 'source' | 'shapes' | 'model'> {
  if ('config' in source) return { source: { config: { ...source.config, training: { batchSize: size } } }, shapes: null, model };
  const override = { path: ['training', 'batchSize'], value: size, place: `a sweep over batches of ${size}` };
  return { source: { file: source.file, overrides: [...source.overrides, override] }, shapes: layout, model };
}

function withWidth({ model }: Subject, units: number): Pick<Subject, 'source' | 'shapes' | 'model'> {
  const hidden = { use: 'dense', units, activation: 'relu' };
  const config: RunConfig = {
    model: [hidden, hidden, { use: 'dense', units }].map(layer => ({ ...layer })), loss: 'meanSquaredError', optimizer: { use: 'sgd', learningRate: 0.01 },
    shapes: { inputs: [[units]], targets: [[units]] }, training: { batchSize: model.batchSize },
  };
  return { source: { config }, shapes: null, model };
}
