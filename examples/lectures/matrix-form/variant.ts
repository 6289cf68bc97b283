import { fileURLToPath } from 'node:url';
import { openRun } from 'chainrule';
import type { Run } from 'chainrule';

/** A value put over that of a config, by the keys that lead to it. */
export interface Variation {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Both layers of a config without biases. */
export const withoutBiases: readonly Variation[] = [0, 1].map(layer => ({ path: ['model', layer, 'useBias'], value: false }));

/** Opens a config of this page with some of its values varied. All others stay those of the file: its weights and its samples above all. */
export function openVariant(file: string, variations: readonly Variation[]): Promise<Run> {
  const overrides = variations.map(variation => ({ ...variation, place: 'the matrix-form lecture' }));
  return openRun(fileURLToPath(new URL(file, import.meta.url)), { overrides });
}
