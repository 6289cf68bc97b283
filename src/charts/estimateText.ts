import type { Estimate } from './chart.ts';
import { numberText } from './numberText.ts';

/** `0.85 (0.80–0.91)`, the interval in brackets; the value alone where there is none. */
export function estimateText({ value, low, high }: Estimate): string {
  return low === undefined || high === undefined ? numberText(value) : `${numberText(value)} (${numberText(low)}–${numberText(high)})`;
}
