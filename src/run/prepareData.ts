import type { DataSettings } from '../config/dataSchema.ts';
import type { Balance, BalancedDraw } from '../data/balance.ts';
import type { DataParts, Dataset } from '../data/dataset.ts';
import { mapStream } from '../data/mapStream.ts';
import { requireParts } from '../data/requireParts.ts';
import { standardise } from '../data/standardise.ts';
import type { Standardisation } from '../data/standardise.ts';
import { located } from '../errors.ts';
import { requireLayout } from '../training/requireLayout.ts';
import type { Layout } from '../training/userBatch.ts';

export interface PreparedData {
  /** Not yet balanced: which class a loss ignores is known when the model is built on them. */
  readonly parts: DataParts;
  /** The parts with what is left for training balanced, where the config says so; samples of the `ignored` class index stay as they are. */
  readonly balanced: (ignored: number | undefined) => Promise<DataParts>;
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
 * model, as which they must then be laid out. What is left for training can be balanced last, by its classes before it was standardised. Throws a DataError, also where the source gives no whole samples, or parts that differ in their columns.
 */
export async function prepareData(settings: DataSettings, { folder, seed, stored, divide = loaded => loaded }: Preparation): Promise<PreparedData> {
  const loaded = requireParts(await settings.source.load({ folder, seed }));
  if (loaded.stream !== undefined) (await import('./requireStreamable.ts')).requireStreamable(settings, stored);
  if (stored !== undefined) requireLayout(loaded.train, stored, 'data');
  for (const name of ['validation', 'test'] as const) requireLayout(loaded[name], loaded.train, `data.${name}`);
  const divided = divide(loaded);
  const parts = divided.validation === undefined && settings.validation.size > 0 ? await holdOut(divided, settings, seed) : divided;
  const standardisation = stored?.standardisation ?? await fitted(parts.train, settings.standardise);
  const each = (dataset: Dataset) => standardise(dataset, standardisation);
  const standardised = eachPart(parts, each);
  const { balance } = settings;
  if (balance === undefined) return { standardisation, parts: standardised, balanced: async () => standardised };
  return { standardisation, parts: standardised, balanced: async ignored => ({ ...standardised, train: each(await balanced(parts.train, balance, { seed, ignored })) }) };
}

function eachPart({ train, stream, validation, test }: DataParts, each: (dataset: Dataset) => Dataset): DataParts {
  return {
    train: each(train),
    ...(stream && { stream: mapStream(stream, each) }),
    ...(validation && { validation: each(validation) }),
    ...(test && { test: each(test) }),
  };
}

async function fitted(train: Dataset, wanted: DataSettings['standardise']): Promise<Standardisation> {
  return wanted.inputs || wanted.targets ? (await import('../data/wantedStandardisation.ts')).wantedStandardisation(train, wanted) : {};
}

async function holdOut(loaded: DataParts, { validation }: DataSettings, seed: number): Promise<DataParts> {
  const { split } = await import('../data/split.ts');
  return under('data.validation', () => {
    const { kept, held } = split(loaded.train, validation, seed);
    return { ...loaded, train: kept, validation: held };
  });
}

async function balanced(train: Dataset, balance: Balance, draw: BalancedDraw): Promise<Dataset> {
  const { balanceClasses } = await import('../data/balance.ts');
  return under('data.balance', () => balanceClasses(train, balance, draw));
}

function under<T>(option: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw located(error, option, ': ');
  }
}
