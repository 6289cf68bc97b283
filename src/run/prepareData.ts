import type { DataSettings } from '../config/dataSchema.ts';
import type { DataParts, Dataset } from '../data/dataset.ts';
import { split } from '../data/split.ts';
import { fitStandardisation, standardise } from '../data/standardise.ts';
import type { Standardisation } from '../data/standardise.ts';
import { located } from '../errors.ts';
import { requireLayout } from '../training/requireLayout.ts';
import type { Layout } from '../training/userBatch.ts';

export interface PreparedData {
  readonly parts: DataParts;
  readonly standardisation: Standardisation;
}

/**
 * Loads the data, holds out the validation part, and standardises every part: by the statistics of what is left for training, or by those of a stored
 * model, as which they must then be laid out. Throws a DataError, also where the parts differ in their columns.
 */
export async function prepareData(settings: DataSettings, folder: string, seed: number, stored?: Layout): Promise<PreparedData> {
  const loaded = await settings.source.load({ folder });
  if (stored !== undefined) requireLayout(loaded.train, stored);
  for (const part of [loaded.validation, loaded.test]) if (part !== undefined) requireLayout(part, loaded.train);
  const parts = loaded.validation === undefined && settings.validation.size > 0 ? holdOut(loaded, settings, seed) : loaded;
  const { inputs, targets } = settings.standardise;
  const standardisation = stored?.standardisation ?? fitStandardisation([...(inputs ? parts.train.inputs : []), ...(targets ? parts.train.targets : [])]);
  const each = (dataset: Dataset) => standardise(dataset, standardisation);
  return {
    standardisation,
    parts: {
      train: each(parts.train),
      ...(parts.validation && { validation: each(parts.validation) }),
      ...(parts.test && { test: each(parts.test) }),
    },
  };
}

function holdOut(loaded: DataParts, { validation }: DataSettings, seed: number): DataParts {
  try {
    const { kept, held } = split(loaded.train, validation, seed);
    return { ...loaded, train: kept, validation: held };
  } catch (error) {
    throw located(error, 'data.validation', ': ');
  }
}
