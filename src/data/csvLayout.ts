import { DataError } from '../errors.ts';
import { encodeClasses, encodeFields, learnCategories, learnLabels, widthOf } from './csvCells.ts';
import type { Field } from './csvCells.ts';
import { targetColumns } from './csvColumns.ts';
import type { CsvColumns, TargetOptions } from './csvColumns.ts';
import { columnIndex } from './csvTable.ts';
import type { CsvTable } from './csvTable.ts';
import type { Column, Dataset } from './dataset.ts';
import { datasetOf } from './datasetOf.ts';
import { requireOnePurpose } from './requireOnePurpose.ts';
import { sampleWeights } from './sampleWeights.ts';

/** How the columns of a table become tensors: settled by the training file, then used for all files. */
export interface CsvLayout {
  readonly inputs: readonly Field[];
  readonly target?: { readonly as: TargetOptions['as']; readonly fields: readonly Field[] } | undefined;
  readonly weights?: Field | undefined;
}

/** Learns the layout from the training file. Throws a DataError for a column that is not there or is named for two purposes, or where no column is left as an input. */
export function layoutOf(table: CsvTable, columns: CsvColumns): CsvLayout {
  const { target, weights, oneHot, ignore } = columns;
  const targets = targetColumns(target);
  requireOnePurpose(columns);
  const others = [...targets, ...ignore, ...(weights === undefined ? [] : [weights])];
  for (const name of [...others, ...Object.keys(oneHot)]) columnIndex(table, name);
  const inputs = table.names.filter(name => !others.includes(name));
  if (inputs.length === 0) throw new DataError('no column is left as an input', { where: table.source, got: `columns ${table.names.join(', ')}` });
  return {
    inputs: inputs.map(name => (Object.hasOwn(oneHot, name) ? { name, categories: oneHot[name] ?? learnCategories(table, name) } : { name })),
    target: target && { as: target.as, fields: targets.map(name => targetField(table, name, target)) },
    weights: weights === undefined ? undefined : { name: weights },
  };
}

/** The tensors of a table: `input` [features], `target` where it has one, and the weights of its rows where it has some. */
export function readLayout(table: CsvTable, { inputs, target, weights }: CsvLayout): Dataset {
  const ofRows = weights && sampleWeights(floats(table, weights.name, [weights]));
  return datasetOf([floats(table, 'input', inputs)], target === undefined ? [] : [targetColumn(table, target)], ofRows);
}

function targetField(table: CsvTable, name: string, target: TargetOptions): Field {
  if (target.as === 'number' || target.as === 'index') return { name };
  return { name, categories: target.categories ?? learnLabels(table, name) };
}

function targetColumn(table: CsvTable, { as, fields }: NonNullable<CsvLayout['target']>): Column {
  const [field] = fields;
  const categories = field?.categories;
  const column = field === undefined || as === 'number' || as === 'oneHot' ? floats(table, 'target', fields) : classes(table, field);
  return categories === undefined ? column : { ...column, categories };
}

function floats(table: CsvTable, name: string, fields: readonly Field[]): Column {
  return { name, shape: [widthOf(fields)], dtype: 'float', values: encodeFields(table, fields), fields: fields.flatMap(nameOfEach), source: table.source, lines: table.lines };
}

function classes(table: CsvTable, field: Field): Column {
  return { name: 'target', shape: [], dtype: 'int32', values: encodeClasses(table, field), fields: [field.name], source: table.source, lines: table.lines };
}

/** A field's name for each of its numbers. */
function nameOfEach({ name, categories = [name] }: Field): readonly string[] {
  return categories.map(() => name);
}
