import type { DataSettings } from '../config/dataSchema.ts';
import type { Dataset } from '../data/dataset.ts';
import { standardise } from '../data/standardise.ts';
import type { RunParts } from '../training/runParts.ts';
import type { Layout } from '../training/userBatch.ts';
import { requireColumns } from '../training/requireLayout.ts';

/** How the data source reads a file of inputs alone, standardised as the training data are; undefined where it cannot, or where there is none. */
export function inputsReader(data: DataSettings | undefined, folder: string, layout: Layout): RunParts['readInputs'] {
  const read = data?.source.loadInputs?.bind(data.source);
  return read && (async file => prepared(await read(file, { folder }), layout));
}

function prepared(dataset: Dataset, layout: Layout): Dataset {
  requireColumns('inputs', dataset.inputs, layout.inputs);
  return standardise(dataset, layout.standardisation);
}
