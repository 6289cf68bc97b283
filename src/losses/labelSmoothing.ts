import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';

/**
 * The share of a target that is spread evenly: over both answers of yes or no, or over all classes. Class indices are smoothed as their one-hot rows are, so that
 * both forms of a target mean the same.
 */
export const labelSmoothingOption = withDefault(z.number().check(z.gte(0), z.lte(1)), 0);
