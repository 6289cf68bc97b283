import type { Contender } from './contenders.ts';
import type { Conditions } from './machine.ts';
import { packageVersions } from './packageVersions.ts';
import type { Party, Started } from './party.ts';
import type { Job } from './protocol.ts';
import type { Result, RowResult } from './results.ts';
import { checkedSteps } from './rows.ts';
import type { Row } from './rows.ts';
import { largestDeviation } from './statistics.ts';

/** Starts a contender on a job; gives in words why it cannot. */
export type Open = (contender: Contender, job: Omit<Job, 'data'>) => Party | string;

/** Tells how far a measurement is. */
export type Tell = (line: string) => void;

/** A contender that waits for its turns. */
interface Entrant {
  readonly contender: Contender;
  readonly party: Party;
  readonly started: Started;
  readonly milliseconds: (number | null)[];
  peakBytes: number;
}

/**
 * Measures contenders on a row. Each is started once and lives through all rounds; in a round each has one turn, and every round begins with another, so that a slow
 * drift of the machine, and what the one before leaves in the caches, meet all alike.
 */
export async function measureRow(row: Row, wanted: readonly Contender[], open: Open, conditions: Conditions, tell: Tell): Promise<RowResult> {
  const entrants: Entrant[] = [];
  const refused: Result[] = [];
  try {
    for (const contender of wanted) {
      const entered = await enter(contender, jobOf(row, contender, conditions), open);
      if ('party' in entered) entrants.push(entered);
      else refused.push(entered);
      tell(`${row.name}: ${contender.name} ${'party' in entered ? 'is ready' : `is left out: ${entered.refused}`}`);
    }
    await takeRounds(entrants, conditions, round => tell(`${row.name}: round ${round} of ${conditions.rounds}`));
    const results = [...completed(row, entrants), ...refused];
    return { row, conditions, results: wanted.flatMap(({ name }) => results.filter(result => result.name === name)) };
  } finally {
    for (const { party } of entrants) party.end();
  }
}

function jobOf(row: Row, { kind, options }: Contender, { threads, seconds }: Conditions): Omit<Job, 'data'> {
  return { row, checked: checkedSteps(row), settle: kind === 'oracle' ? 0 : 2 * seconds, threads, options: options?.(threads) ?? {} };
}

async function enter(contender: Contender, job: Omit<Job, 'data'>, open: Open): Promise<Entrant | Result> {
  const party = open(contender, job);
  if (typeof party === 'string') return leftOut(contender, party);
  const started = await party.start();
  if (started.event === 'ready') return { contender, party, started, milliseconds: [], peakBytes: 0 };
  party.end();
  return leftOut(contender, started.reason);
}

async function takeRounds(entrants: readonly Entrant[], { rounds, seconds }: Conditions, ended: (round: number) => void): Promise<void> {
  const turns = entrants.filter(({ contender }) => contender.kind !== 'oracle');
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < turns.length; place++) {
      const entrant = turns[(place + round) % turns.length];
      if (entrant !== undefined) await takeTurn(entrant, round, seconds);
    }
    ended(round + 1);
  }
}

/** A contender whose steps take longer than a few turns is measured in every third round alone. */
async function takeTurn(entrant: Entrant, round: number, seconds: number): Promise<void> {
  const slow = entrant.started.milliseconds > 4000 * seconds;
  const report = slow && round % 3 !== 0 ? undefined : await entrant.party.turn(seconds);
  entrant.milliseconds.push(report?.event === 'turn' ? report.milliseconds : null);
  if (report?.event === 'turn') entrant.peakBytes = report.peakBytes;
}

/** Relative deviations from the oracle that are roundings; with dropout each contender has masks of its own, and only gross errors show. */
const tolerances = { roundings: 1e-3, masks: 0.15 };

function completed(row: Row, entrants: readonly Entrant[]): readonly Result[] {
  const expected = entrants.find(({ contender }) => contender.kind === 'oracle')?.started.figures;
  const tolerance = row.dropout > 0 ? tolerances.masks : tolerances.roundings;
  return entrants.map(({ contender: { name, kind, packages = [] }, started, milliseconds, peakBytes }) => {
    const deviation = kind === 'limit' || expected === undefined ? null : Math.min(Number.MAX_VALUE, largestDeviation(started.figures, expected));
    const { figures, threads, versions, note, startSeconds } = started;
    return {
      name, kind, milliseconds, figures, deviation, same: deviation !== null && deviation <= tolerance, threads, peakBytes, startSeconds,
      versions: { ...packageVersions(packages), ...versions }, ...(note !== undefined && { note }),
    };
  });
}

function leftOut({ name, kind }: Contender, refused: string): Result {
  return { name, kind, refused, milliseconds: [], figures: [], deviation: null, same: false, threads: 0, versions: {}, startSeconds: 0, peakBytes: 0 };
}
