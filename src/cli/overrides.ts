import { parseOverride } from '../config/override.ts';
import type { Override } from '../config/override.ts';
import type { CommonOptions } from './command.ts';

/** What the command line changes in a config; `--backend` and its like win over `--set`. */
export function overridesOf({ backend, gradients, seed, set }: Omit<CommonOptions, 'plugin' | 'json'>): readonly Override[] {
  return [...set.map(parseOverride), ...optionOverride('backend', backend), ...optionOverride('gradients', gradients), ...optionOverride('seed', seed, asNumber)];
}

/** The option `--KEY TEXT` as an override of the config's key; none where it was not given. */
export function optionOverride(key: string, text: string | undefined, read: (text: string) => unknown = value => value): readonly Override[] {
  return text === undefined ? [] : [{ path: [key], value: read(text), place: `--${key} ${text}` }];
}

/** What is no number stays a text, which the config's schema then refuses. */
export function asNumber(text: string): unknown {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}
