import * as z from 'zod/mini';
import { parseProblems, valuesOf } from '../plugins/zodProblems.ts';

const anyConfig = z.looseObject({});

/** Throws the InvalidConfigError of a run's schema for what is no object, before anything looks for a key in it: code without types can hand over anything. */
export function requireConfig(config: unknown): void {
  valuesOf(parseProblems(anyConfig, config));
}
