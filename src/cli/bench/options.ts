import type { SweptSize } from '../../benchmark/breakEven.ts';

/** What the command line gives. */
export interface BenchOptions {
  readonly backend: readonly string[];
  readonly rounds: string;
  readonly seconds: string;
  readonly batchSize?: string;
  readonly seed?: string;
  readonly set: readonly string[];
  readonly plugin: readonly string[];
  readonly breakEven: SweptSize | 'none';
  readonly json?: boolean;
  readonly markdown?: string;
  readonly report?: string;
  readonly png?: string;
  readonly results?: string;
  readonly profile?: boolean;
  readonly suite?: boolean;
}
