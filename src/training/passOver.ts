import type { DataParts } from '../data/dataset.ts';
import { epochLength } from './epochLength.ts';
import { EpochPass } from './epochPass.ts';
import type { PassParts } from './epochPass.ts';
import type { StreamPass } from './streamPass.ts';

/** A pass over the training data, which are in memory or come one after the other. */
export async function passOver(data: DataParts, parts: PassParts): Promise<EpochPass | StreamPass> {
  const { train, stream } = data;
  if (stream === undefined) return new EpochPass(parts, train);
  const { StreamPass } = await import('./streamPass.ts');
  return new StreamPass(parts, stream, epochLength(data, parts.options.batchSize).steps);
}
