import { createRegistry } from '../plugins/createRegistry.ts';
import type { ReferenceInput } from '../components/definition.ts';
import type { DataParts, Dataset } from '../data/dataset.ts';
import { requireSameLayout } from '../data/datasetOf.ts';
import { requireFinite } from '../data/requireFinite.ts';
import { requireParts } from '../data/requireParts.ts';
import { ChainruleError } from '../errors.ts';
import { resolvePath } from '../platform/files.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { prepareData } from '../run/prepareData.ts';
import type { Check, CheckNotes } from './check.ts';
import { columnsOf, expectSameColumns, requireWholeNumbers } from './sameColumns.ts';

/** What is checked of a data source, and how. */
export interface DataSourceContractOptions {
  /** With the options of its own alone: without `validation`, `standardise`, `shuffle` and `balance`, which the framework sees to. */
  readonly dataSource: ReferenceInput<'dataSource'>;
  /** What relative paths start from; the working directory if left out. */
  readonly folder?: string;
  /** The seed of the run, 7 if left out. */
  readonly seed?: number;
  /** Uses with wrong options or of wrong files: each must be refused with an error that is not a bug's. */
  readonly refused?: readonly ReferenceInput<'dataSource'>[];
  readonly plugins?: readonly Plugin[];
}

/** Samples that are taken from a stream. */
const taken = 5;

/**
 * What every data source keeps to: each part has whole samples, as many in every column as it says, of finite numbers, and int32 columns of whole ones; all parts, and what a stream gives, are laid out
 * as the training part is; the same seed gives the same bits; a part can be held out and inputs standardised; `refused` uses give plain errors.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { twoMoons } from 'chainrule';
 * import { dataSourceContract, registerChecks } from 'chainrule/testing';
 *
 * registerChecks('twoMoons', dataSourceContract({ dataSource: twoMoons({ samples: 20 }), refused: [twoMoons({ samples: -1 })] }), { describe, it });
 * ```
 */
export function dataSourceContract(options: DataSourceContractOptions): readonly Check[] {
  const { refused = [] } = options;
  return [
    { name: 'columns hold whole samples, as many as the part says', run: async () => (await datasetsOf(options)).forEach(({ dataset }) => requireParts({ train: dataset })) },
    { name: 'values are finite, and whole where they are int32', run: async () => (await datasetsOf(options)).flatMap(({ dataset }) => columnsOf(dataset)).forEach(requireValues) },
    { name: 'all parts are laid out as the training part is', run: () => checkLayout(options) },
    { name: 'the same seed gives the same samples', run: () => checkRepeats(options) },
    { name: 'a part can be held out, and inputs standardised', run: () => checkPreparation(options) },
    ...refused.map((use, index): Check => ({ name: `refuses ${nameOf(use)} ${index + 1} with a plain error`, run: () => checkRefusal(options, use) })),
  ];
}

interface NamedDataset {
  readonly part: string;
  readonly dataset: Dataset;
}

async function load({ dataSource, folder = '.', seed = 7, plugins = [] }: DataSourceContractOptions): Promise<DataParts> {
  return createRegistry(plugins, seed).create('dataSource', dataSource).load({ folder: resolvePath(folder), seed });
}

/** The parts, and the first samples of a stream. */
async function datasetsOf(options: DataSourceContractOptions): Promise<readonly NamedDataset[]> {
  const { stream, ...parts } = requireParts(await load(options));
  const streamed = stream === undefined ? [] : [{ part: 'stream', dataset: (await stream.take(taken)).dataset }];
  return [...Object.entries(parts).map(([part, dataset]) => ({ part, dataset })), ...streamed];
}

function requireValues(column: ReturnType<typeof columnsOf>[number]): void {
  requireFinite(column);
  requireWholeNumbers(column);
}

async function checkLayout(options: DataSourceContractOptions): Promise<void> {
  const datasets = await datasetsOf(options);
  const train = datasets.find(({ part }) => part === 'train');
  for (const { part, dataset } of datasets) requireSameLayout(train?.dataset ?? dataset, dataset, part);
}

async function checkRepeats(options: DataSourceContractOptions): Promise<void> {
  const [first, second] = [await datasetsOf(options), await datasetsOf(options)];
  for (const [index, { part, dataset }] of first.entries()) expectSameColumns(part, dataset, second[index]?.dataset);
}

async function checkPreparation(options: DataSourceContractOptions): Promise<CheckNotes> {
  const { folder = '.', seed = 7 } = options;
  const loaded = await load(options);
  if (loaded.stream !== undefined || loaded.train.count < 2) return [loaded.stream === undefined ? 'one sample cannot be divided' : 'a stream is not divided'];
  const source = { load: async () => loaded };
  const settings = { source, validation: { size: 1, rows: 'shuffled' }, standardise: { inputs: true, targets: false }, shuffle: true, balance: undefined } as const;
  const { parts: { train, validation } } = await prepareData(settings, { folder: resolvePath(folder), seed });
  const [held, expected] = loaded.validation === undefined ? [1, train.count + 1] : [loaded.validation.count, train.count];
  if (validation?.count !== held || expected !== loaded.train.count) throw new Error(`${train.count} samples are left of ${loaded.train.count}, and ${validation?.count} held out, expected ${held}`);
}

async function checkRefusal(options: DataSourceContractOptions, use: ReferenceInput<'dataSource'>): Promise<void> {
  const outcome = await load({ ...options, dataSource: use }).catch((error: unknown) => error);
  if (outcome instanceof ChainruleError) return;
  throw outcome instanceof Error
    ? new Error(`an error without advice; throw a DataError or a ConfigError: ${outcome.message}`, { cause: outcome })
    : new Error('it loads, though it should be refused');
}

function nameOf(use: ReferenceInput<'dataSource'>): string {
  return typeof use === 'string' ? use : use.use;
}
