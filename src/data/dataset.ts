import type { DType, HostArray } from '../tensor/dtype.ts';
import type { Shape } from '../tensor/shape.ts';

/** One tensor of a data set: `shape` is that of a single sample, values are row-major with the sample axis first. */
export interface Column {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: Exclude<DType, 'bool'>;
  readonly values: HostArray;
  /** A stored value v means v · scale (1 where it is left out): bytes of images stay bytes. */
  readonly scale?: number;
  /** The names of the classes, in the order of their indices or of their one-hot places. */
  readonly categories?: readonly string[];
  /** Where the values came from, for errors: a file's path, or the option that holds them. */
  readonly source?: string;
  /** The line of `source` that each sample stands in, for errors. */
  readonly lines?: Int32Array;
  /** The number of each sample in `source`, for errors, where it is not its place here. */
  readonly numbers?: Int32Array;
  /** The names of the table's columns that the elements of a sample stand in, for errors. */
  readonly fields?: readonly string[];
}

/** Samples in memory: model inputs and targets, all of the same length. */
export interface Dataset {
  readonly count: number;
  readonly inputs: readonly Column[];
  readonly targets: readonly Column[];
  /** What each sample's loss is multiplied by, a finite number from 0; 1 for all where it is left out. It does not count when the data are standardised. */
  readonly weights?: Column;
}

/** The parts of the data. Where a source gives no validation part, one is held out of `train` before training, as the config asks. */
export interface DataParts {
  /** Where there is a stream, its first sample alone: the pattern of all. */
  readonly train: Dataset;
  /** What is trained on in place of `train`, where samples come one after the other and are not kept. */
  readonly stream?: SampleStream;
  readonly validation?: Dataset;
  readonly test?: Dataset;
}

/** Training samples that are drawn while training goes on. */
export interface SampleStream {
  /** The samples of an epoch; undefined where an epoch ends with the stream. */
  readonly samplesPerEpoch: number | undefined;
  /**
   * The next samples: `count` of them, fewer or none where the stream ends, which the next call starts anew. Throws a DataError that names the sample, for one that
   * is laid out otherwise than the first, and where the stream fails.
   */
  take(count: number): Promise<StreamedSamples>;
}

/** Some samples of a stream, each with its number in the stream, from 0, which keys its noise. */
export interface StreamedSamples {
  readonly dataset: Dataset;
  readonly samples: Int32Array;
}

/** Loads data. Throws a DataError that names the file and the place in it. */
export interface DataSource {
  load(context: LoadContext): Promise<DataParts>;
  /** Reads a file of samples without targets, laid out as the training data are: for predictions. */
  loadInputs?(file: string, context: LoadContext): Promise<Dataset>;
}

export interface LoadContext {
  /** Relative paths are resolved against it: the folder of the config file, or the working directory. */
  readonly folder: string;
  /** The run's seed, for what a source draws; 0 where it is left out. */
  readonly seed?: number;
}
