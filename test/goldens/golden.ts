import { z } from 'zod';
import type { Backend } from '../../src/backends/backend.ts';
import type { Registry } from '../../src/plugins/registry.ts';
import type { Precision } from '../../src/tensor/dtype.ts';

/** A case of a golden file: where its numbers come from, and whatever else its kind of case holds. */
export const goldenSchema = z.looseObject({ id: z.string(), source: z.string() });
export type Golden = z.output<typeof goldenSchema>;

/** How far a peer's own test lets its number lie from what it computes. */
export const toleranceSchema = z.object({ atol: z.number(), rtol: z.number() });
export type PeerTolerance = z.output<typeof toleranceSchema>;

/** What a case runs with: the framework's own components and a backend of one precision. */
export interface Bench {
  readonly precision: Precision;
  readonly registry: Registry;
  readonly backend: Backend;
}

/** A quantity that was computed here, beside what the golden gives for it. */
export interface Comparison {
  readonly label: string;
  readonly actual: ArrayLike<number>;
  /** The number recomputed in float64, to 15 digits. */
  readonly exact?: ArrayLike<number> | undefined;
  /** The number as the peer wrote it. */
  readonly peer?: ArrayLike<number> | undefined;
  readonly tolerance?: PeerTolerance | undefined;
  /** The peer's number holds in float32 alone, the exact one in float64 alone. */
  readonly float32Dependent?: boolean | undefined;
}

/** Runs the cases of one golden file through the framework. */
export interface Adapter {
  /** The file's name without its ending. */
  readonly file: string;
  run(golden: Golden, bench: Bench): Promise<readonly Comparison[]>;
}
