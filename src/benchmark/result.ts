import type { BreakEven } from './breakEven.ts';
import type { Conditions } from './conditions.ts';
import type { Ratio } from './noise.ts';
import type { Profile } from './profile/profile.ts';
import type { Interval } from './statistics.ts';

/** What was measured of a config on a machine: plain data, as `--json` prints it. */
export interface BenchmarkResult {
  readonly command: string;
  readonly conditions: Conditions;
  readonly model: BenchmarkedModel;
  /** What the machine can give; null where nothing is installed that tells, with the reason among the notes. */
  readonly limit: Limit | null;
  /** Those that were measured, the fastest first. */
  readonly contenders: readonly ContenderResult[];
  readonly leftOut: readonly LeftOut[];
  /** On each tf.js device: how many times as fast the same step is by the hand-written backwards as by tf.js's own gradients. */
  readonly speedUps: readonly SpeedUp[];
  readonly breakEven: BreakEven | null;
  readonly profiles: readonly Profile[];
  /** What a reader should know: where the machine was too noisy, what was left out. */
  readonly notes: readonly string[];
}

export interface BenchmarkedModel {
  readonly name: string;
  readonly parameters: number;
  readonly batchSize: number;
  /** Multiplications of a step's matrix products and convolutions. */
  readonly multiplications: number;
  /** The config's own data, or random samples of its shapes. */
  readonly data: 'config' | 'random';
}

export interface Limit {
  /** The library that makes the matrix products. */
  readonly name: string;
  /** 10⁹ multiplications and additions a second. */
  readonly gflops: number;
}

/** One backend with one way to the gradients. */
export interface ContenderResult {
  /** `native`, or `tfjs:wasm/autodiff`. */
  readonly name: string;
  readonly backend: string;
  readonly gradients: 'backprop' | 'autodiff';
  /** Why it is not ranked: it computes something else than the float64 oracle. Null where it computes the same. */
  readonly wrong: string | null;
  /** Milliseconds a step: the median over the rounds, with its interval of 95 %. */
  readonly milliseconds: Interval;
  /** Milliseconds a step of each round; null for a round that a slow contender was left out of. */
  readonly rounds: readonly (number | null)[];
  readonly stepsPerSecond: number;
  readonly samplesPerSecond: number;
  /** 10⁹ multiplications and additions a second, of matrix products and convolutions alone. */
  readonly gflops: number;
  /** Of the machine's limit; null where that is not known. */
  readonly shareOfLimit: number | null;
  /** Its time in units of the fastest one's; null for the fastest itself. */
  readonly timesFastest: Ratio | null;
  /** Peak resident memory of its process. */
  readonly peakBytes: number;
  /** Seconds from the start of its process to the end of its first step. */
  readonly startSeconds: number;
  /** The largest relative deviation of its first losses from the oracle's. */
  readonly deviation: number | null;
  /** False where its time had not settled before the first round. */
  readonly stable: boolean;
  /** What it runs on. */
  readonly about?: string;
}

/** A backend that was not measured: it is not installed, or cannot run the model. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

export interface SpeedUp {
  /** The backend, `tfjs:wasm` for example. */
  readonly device: string;
  readonly ratio: Ratio | null;
}
