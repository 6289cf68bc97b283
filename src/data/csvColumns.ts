/** What a config says of a table's columns. */
export interface CsvColumns {
  /** The columns that are named as inputs, where not all others are. */
  readonly inputs?: readonly NamedColumns[] | undefined;
  readonly target?: TargetOptions | undefined;
  /** The column of weights. */
  readonly weights?: string | undefined;
  /** Columns of categories, each with its categories where they are given. */
  readonly oneHot: Readonly<Record<string, readonly string[] | undefined>>;
  readonly ignore: readonly string[];
}

/** Columns under one name: a key path of JSON can stand for several. */
export interface NamedColumns {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Numeric columns, or one column of classes. */
export type TargetOptions = { readonly columns: readonly string[]; readonly as: 'number' } | ClassTarget;

export interface ClassTarget {
  readonly column: string;
  /** `index`: the class index is written in the cell; `class`: the cell names the class; `oneHot`: it does, and the target is one-hot. */
  readonly as: 'index' | 'class' | 'oneHot';
  readonly categories?: readonly string[] | undefined;
}

/** The columns of a target. */
export function targetColumns(target: TargetOptions | undefined): readonly string[] {
  if (target === undefined) return [];
  return target.as === 'number' ? target.columns : [target.column];
}
