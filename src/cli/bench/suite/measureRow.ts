import type { Conditions } from '../../../benchmark/conditions.ts';
import { measure } from '../../../benchmark/measure.ts';
import type { Tell } from '../../../benchmark/measure.ts';
import type { Party } from '../../../benchmark/party.ts';
import { settleTurns } from '../contenders.ts';
import type { Contender } from './contenders.ts';
import { packageVersions } from './packageVersions.ts';
import type { Job } from './protocol.ts';
import type { RowResult } from './results.ts';
import { checkedSteps } from './rows.ts';
import type { Row } from './rows.ts';

/** Starts a contender on a job; gives in words why it cannot. */
export type Open = (contender: Contender, job: Omit<Job, 'data'>) => Party | string;

/** Relative deviations from the oracle that are roundings; with dropout each contender has masks of its own, and only gross errors show. */
const tolerances = { roundings: 1e-3, masks: 0.15 };

/** Measures contenders on a row. */
export async function measureRow(row: Row, wanted: readonly Contender[], open: Open, conditions: Conditions & { readonly threads: number }, tell: Tell): Promise<RowResult> {
  const entries = wanted.map(contender => {
    const { name, kind, packages = [] } = contender;
    return { name, kind, versions: packageVersions(packages), open: () => open(contender, jobOf(row, contender, conditions)) };
  });
  const { rounds, seconds } = conditions;
  const tolerance = row.dropout > 0 ? tolerances.masks : tolerances.roundings;
  return { row, conditions, results: await measure(entries, { rounds, seconds, tolerance }, line => tell(`${row.name}: ${line}`)) };
}

function jobOf(row: Row, { kind, options }: Contender, { threads, seconds }: Conditions & { readonly threads: number }): Omit<Job, 'data'> {
  return { row, checked: checkedSteps(row), settle: kind === 'oracle' ? 0 : settleTurns * seconds, threads, options: options?.(threads) ?? {} };
}
