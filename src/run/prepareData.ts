import type { DataSettings } from '../config/dataSchema.ts';
import { balanceClasses } from '../data/balance.ts';
import type { DataParts, Dataset } from '../data/dataset.ts';
import { mapStream } from '../data/mapStream.ts';
import { split } from '../data/split.ts';
import { fitStandardisation, standardise } from '../data/standardise.ts';
import type { Standardisation } from '../data/standardise.ts';
import { DataError, located } from '../errors.ts';
import { requireLayout } from '../training/requireLayout.ts';
import type { Layout } from '../training/userBatch.ts';

export interface PreparedData {
  readonly parts: DataParts;
  readonly standardisation: Standardisation;
}

/** What data are prepared for. */
export interface Preparation {
  readonly folder: string;
  readonly seed: number;
  /** What a stored model was trained on. */
  readonly stored?: Layout | undefined;
  /** Divides the loaded data anew: into a fold and the rest, for example. */
  readonly divide?: ((loaded: DataParts) => DataParts) | undefined;
}

/**
 * Loads the data, holds out the validation part, and standardises every part: by the statistics of what is left for training, or by those of a stored
 * model, as which they must then be laid out. What is left for training is balanced last. Throws a DataError, also where the parts differ in their columns.
 */
export async function prepareData(settings: DataSettings, { folder, seed, stored, divide = loaded => loaded }: Preparation): Promise<PreparedData> {
  const loaded = await settings.source.load({ folder, seed });
  if (loaded.stream !== undefined) requireStreamable(settings, stored);
  if (stored !== undefined) requireLayout(loaded.train, stored);
  for (const part of [loaded.validation, loaded.test]) if (part !== undefined) requireLayout(part, loaded.train);
  const divided = divide(loaded);
  const parts = divided.validation === undefined && settings.validation.size > 0 ? holdOut(divided, settings, seed) : divided;
  const { inputs, targets } = settings.standardise;
  const standardisation = stored?.standardisation ?? fitStandardisation([...(inputs ? parts.train.inputs : []), ...(targets ? parts.train.targets : [])]);
  const each = (dataset: Dataset) => standardise(dataset, standardisation);
  return {
    standardisation,
    parts: {
      train: each(balanced(parts.train, settings, seed)),
      ...(parts.stream && { stream: mapStream(parts.stream, each) }),
      ...(parts.validation && { validation: each(parts.validation) }),
      ...(parts.test && { test: each(parts.test) }),
    },
  };
}

function holdOut(loaded: DataParts, { validation }: DataSettings, seed: number): DataParts {
  return under('data.validation', () => {
    const { kept, held } = split(loaded.train, validation, seed);
    return { ...loaded, train: kept, validation: held };
  });
}

function balanced(train: Dataset, { balance }: DataSettings, seed: number): Dataset {
  return balance === undefined ? train : under('data.balance', () => balanceClasses(train, balance, seed));
}

function under<T>(option: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw located(error, option, ': ');
  }
}

/** What needs all samples at once is refused for samples that come one after the other. */
function requireStreamable({ validation, standardise: { inputs, targets }, balance }: DataSettings, stored: Layout | undefined): void {
  if (validation.size > 0) throw refusedOfStream('data.validation', 'no samples can be held out of a stream, which keeps none', 'give samples for validation as arrays in `heldOut`');
  if (stored === undefined && (inputs || targets)) throw refusedOfStream('data.standardise', 'a stream has no mean and deviation before all its samples are drawn', 'standardise the samples where they are made');
  if (balance !== undefined) throw refusedOfStream('data.balance', 'the classes of a stream cannot be counted before all its samples are drawn', 'draw the classes equally often where the samples are made, or give weights');
}

function refusedOfStream(where: string, problem: string, next: string): DataError {
  return new DataError(problem, { where, next });
}
