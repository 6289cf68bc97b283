import { DataError } from '../errors.ts';
import { encodeClasses, encodeFields, learnCategories, widthOf } from './csvCells.ts';
import type { Field } from './csvCells.ts';
import { columnIndex } from './csvTable.ts';
import type { CsvTable } from './csvTable.ts';
import type { Column, Dataset } from './dataset.ts';
import { datasetOf } from './datasetOf.ts';
import { sampleWeights } from './sampleWeights.ts';

/** What a config says of a table's columns. */
export interface CsvColumns {
  readonly target?: TargetOptions | undefined;
  /** The column of weights. */
  readonly weights?: string | undefined;
  /** Columns of categories, each with its categories where they are given. */
  readonly oneHot: Readonly<Record<string, readonly string[] | undefined>>;
  readonly ignore: readonly string[];
}

/** Numeric columns, or one column of classes. */
export type TargetOptions = { readonly columns: readonly string[]; readonly as: 'number' } | ClassTarget;

export interface ClassTarget {
  readonly column: string;
  /** `index`: the class index is written in the cell; `class`: the cell names the class; `oneHot`: it does, and the target is one-hot. */
  readonly as: 'index' | 'class' | 'oneHot';
  readonly categories?: readonly string[] | undefined;
}

/** How the columns of a table become tensors: settled by the training file, then used for all files. */
export interface CsvLayout {
  readonly inputs: readonly Field[];
  readonly target?: { readonly as: TargetOptions['as']; readonly fields: readonly Field[] } | undefined;
  readonly weights?: Field | undefined;
}

/** Learns the layout from the training file. Throws a DataError for a column that is not there, or where no column is left as an input. */
export function layoutOf(table: CsvTable, { target, weights, oneHot, ignore }: CsvColumns): CsvLayout {
  const targets = target === undefined ? [] : target.as === 'number' ? target.columns : [target.column];
  if (weights !== undefined && targets.includes(weights)) throw new DataError('the column of weights is a target too', { where: 'data.weights', got: weights, expected: 'another column than the target' });
  const others = [...targets, ...ignore, ...(weights === undefined ? [] : [weights])];
  for (const name of [...others, ...Object.keys(oneHot)]) columnIndex(table, name);
  const inputs = table.names.filter(name => !others.includes(name));
  if (inputs.length === 0) throw new DataError('no column is left as an input', { where: table.source, got: `columns ${table.names.join(', ')}` });
  return {
    inputs: inputs.map(name => (name in oneHot ? { name, categories: oneHot[name] ?? learnCategories(table, name) } : { name })),
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
  return { name, categories: target.categories ?? learnCategories(table, name) };
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
