import type { AnyBuilder } from '../components/definition.ts';
import { maxNorm } from './maxNorm.ts';
import { nonNegative } from './nonNegative.ts';
import { unitNorm } from './unitNorm.ts';

export { maxNorm, nonNegative, unitNorm };

/** The framework's own projections. */
export const projections: readonly AnyBuilder<'projection'>[] = [maxNorm, unitNorm, nonNegative];
