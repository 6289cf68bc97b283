import * as z from 'zod/mini';
import { checkedOptions } from '../../training/callOptions.ts';
import { namingFlags, numberOf } from '../flags.ts';

/** How a benchmark is taken. */
export interface BenchSettings {
  /** Turns of each contender. */
  readonly rounds: number;
  /** Seconds of a turn. */
  readonly seconds: number;
}

const schema = z.strictObject({ rounds: z.int().check(z.positive()), seconds: z.number().check(z.positive(), z.lte(60)) });

/** Reads --rounds and --seconds. Throws a ConfigError that names the flag. */
export function settingsOf({ rounds, seconds }: Readonly<Record<'rounds' | 'seconds', string>>): Promise<BenchSettings> {
  return namingFlags('bench', async () => checkedOptions(schema, { rounds: numberOf('rounds', rounds), seconds: numberOf('seconds', seconds) }, 'bench'));
}
