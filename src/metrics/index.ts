import type { AnyBuilder } from '../components/definition.ts';
import { accuracy } from './accuracy.ts';
import { binaryAccuracy } from './binaryAccuracy.ts';
import { categoricalAccuracy } from './categoricalAccuracy.ts';
import { meanSquaredErrorMetric } from './meanSquaredErrorMetric.ts';

export { accuracy, binaryAccuracy, categoricalAccuracy, meanSquaredErrorMetric };

/** The framework's own metrics. */
export const metrics: readonly AnyBuilder<'metric'>[] = [accuracy, binaryAccuracy, categoricalAccuracy, meanSquaredErrorMetric];
