import type { Kind } from '../components/kinds.ts';

const layer = ['name', 'outputRegularizer', 'sharedAs'] as const;
const metric = ['name'] as const;
const dataSource = ['validation', 'standardise', 'shuffle', 'balance'] as const;

/** Options that every component of a kind takes beside its own. They are read by the framework and never reach the component. */
export const commonKeys: Readonly<Partial<Record<Kind, readonly string[]>>> = { layer, metric, dataSource };

export type LayerKey = typeof layer[number];
export type MetricKey = typeof metric[number];
export type DataKey = typeof dataSource[number];

type Options = Readonly<Record<string, unknown>>;

/** A component's own options, and the common ones of its kind. */
export function splitOptions(kind: Kind, options: Options): { readonly own: Options; readonly common: Options } {
  const keys = commonKeys[kind] ?? [];
  const entries = Object.entries(options);
  return {
    own: Object.fromEntries(entries.filter(([key]) => !keys.includes(key))),
    common: Object.fromEntries(entries.filter(([key]) => keys.includes(key))),
  };
}
