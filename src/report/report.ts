import type { Chart } from '../charts/chart.ts';

/** A page as data. */
export interface Report {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly sections: readonly Section[];
}

/** A heading with what stands below it. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** What a section is made of. In texts, what stands between backticks is shown as code. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'verdict'; readonly passed: boolean; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, text: string])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | ({ readonly kind: 'table' } & Table);

/** A table of texts; the first column names its rows. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand to the right, their digits below each other. */
  readonly numeric?: boolean | undefined;
}
