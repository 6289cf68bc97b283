import type { Interval } from '../../benchmark/statistics.ts';
import type { Estimate } from '../../charts/chart.ts';
import { numberText } from '../../charts/numberText.ts';

/** `0.178–0.186`. */
export function intervalText({ low, high }: Interval): string {
  return `${numberText(low)}–${numberText(high)}`;
}

/** An interval as charts take it. */
export function ofInterval({ estimate, low, high }: Interval): Estimate {
  return { value: estimate, low, high };
}
