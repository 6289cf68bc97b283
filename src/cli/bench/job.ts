import type { Preparation } from '../../benchmark/protocol.ts';
import type { Override } from '../../config/override.ts';
import type { RunConfig } from '../../config/schema.ts';

/** A config file, with what the command line changes in it and the plugins that it names. */
export interface FileSource {
  readonly file: string;
  readonly overrides: readonly Override[];
  readonly plugin: readonly string[];
}

/** Where a contender's run comes from: a config file with what the command line changes in it, or a config of the benchmark's own. */
export type RunSource = FileSource | { readonly config: RunConfig };

/** Which backend takes the steps, and by which way to the gradients. */
export interface Way {
  readonly backend: RunConfig['backend'];
  readonly gradients: 'backprop' | 'autodiff';
}

/** A run as one contender trains it. */
export interface ModelJob extends Preparation, Way {
  readonly kind: 'model';
  readonly source: RunSource;
  /** The shapes of random samples, in place of the config's data. */
  readonly shapes: RunConfig['shapes'] | null;
}

/** A run whose steps are timed part by part. */
export interface ProfileJob extends ModelJob {
  /** The name of the contender. */
  readonly contender: string;
  readonly seconds: number;
}

/** Matrix products by the library that `native` or `onnx` uses, and nothing else. */
export interface LimitJob extends Preparation {
  readonly kind: 'limit';
}

/** What a contender's process is told, as JSON in its first argument. */
export type BenchJob = ModelJob | LimitJob;
