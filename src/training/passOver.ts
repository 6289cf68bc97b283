import type { DataParts } from '../data/dataset.ts';
import { epochLength } from './epochLength.ts';
import { EpochPass } from './epochPass.ts';
import type { PassParts } from './epochPass.ts';
import { StreamPass } from './streamPass.ts';

/** A pass over the training data, which are in memory or come one after the other. */
export function passOver(data: DataParts, parts: PassParts): EpochPass | StreamPass {
  const { train, stream } = data;
  return stream === undefined ? new EpochPass(parts, train) : new StreamPass(parts, stream, epochLength(data, parts.options.batchSize).steps);
}
