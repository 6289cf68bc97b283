import * as z from 'zod';

/**
 * The share of a target that is spread evenly: over both answers of yes or no, or over all classes. Class indices are smoothed as their one-hot rows are, so that
 * both forms of a target mean the same.
 */
export const labelSmoothingOption = z.number().min(0).max(1).default(0);
