import type { ContenderKind, Measured } from './measured.ts';
import type { Party, Started } from './party.ts';
import { largestDeviation } from './statistics.ts';

/** Who is measured, and how it is started: `open` gives in words why it cannot be. */
export interface Entry {
  readonly name: string;
  readonly kind: ContenderKind;
  /** Versions that are known before it is started. */
  readonly versions?: Readonly<Record<string, string>>;
  open(): Party | string;
}

export interface Settings {
  /** Turns of each. */
  readonly rounds: number;
  /** Seconds of a turn. */
  readonly seconds: number;
  /** Relative deviations from the oracle's figures that are roundings. */
  readonly tolerance: number;
}

/** Tells how far a measurement is. */
export type Tell = (line: string) => void;

/** A contender that waits for its turns. */
interface Entrant {
  readonly entry: Entry;
  readonly party: Party;
  readonly started: Started;
  readonly milliseconds: (number | null)[];
  peakBytes: number;
}

/**
 * Measures contenders side by side. Each is started once and lives through all rounds; in a round each has one turn, and every round begins with another, so that a slow
 * drift of the machine, and what the one before leaves in the caches, meet all alike. What they compute is compared with the figures of the oracle among them.
 */
export async function measure(entries: readonly Entry[], settings: Settings, tell: Tell): Promise<readonly Measured[]> {
  const entrants: Entrant[] = [];
  const refused: Measured[] = [];
  try {
    for (const entry of entries) {
      const entered = await enter(entry);
      if ('party' in entered) entrants.push(entered);
      else refused.push(entered);
      tell(`${entry.name} ${'party' in entered ? 'is ready' : `is left out: ${entered.refused}`}`);
    }
    await takeRounds(entrants, settings, tell);
    const results = [...completed(entrants, settings.tolerance), ...refused];
    return entries.flatMap(({ name }) => results.filter(result => result.name === name));
  } finally {
    for (const { party } of entrants) party.end();
  }
}

async function enter(entry: Entry): Promise<Entrant | Measured> {
  const party = entry.open();
  if (typeof party === 'string') return leftOut(entry, party);
  const started = await party.start();
  if (started.event === 'ready') return { entry, party, started, milliseconds: [], peakBytes: 0 };
  party.end();
  return leftOut(entry, started.reason);
}

async function takeRounds(entrants: readonly Entrant[], { rounds, seconds }: Settings, tell: Tell): Promise<void> {
  const turns = entrants.filter(({ entry }) => entry.kind !== 'oracle');
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < turns.length; place++) {
      const entrant = turns[(place + round) % turns.length];
      if (entrant !== undefined) await takeTurn(entrant, round, seconds);
    }
    tell(`round ${round + 1} of ${rounds}`);
  }
}

/** A contender whose steps take longer than a few turns is measured in every third round alone. */
async function takeTurn(entrant: Entrant, round: number, seconds: number): Promise<void> {
  const slow = entrant.started.milliseconds > 4000 * seconds;
  const report = slow && round % 3 !== 0 ? undefined : await entrant.party.turn(seconds);
  entrant.milliseconds.push(report?.event === 'turn' ? report.milliseconds : null);
  if (report?.event === 'turn') entrant.peakBytes = report.peakBytes;
}

function completed(entrants: readonly Entrant[], tolerance: number): readonly Measured[] {
  const expected = entrants.find(({ entry }) => entry.kind === 'oracle')?.started.figures;
  return entrants.map(({ entry: { name, kind, versions: known = {} }, started, milliseconds, peakBytes }) => {
    const deviation = kind === 'limit' || expected === undefined ? null : Math.min(Number.MAX_VALUE, largestDeviation(started.figures, expected));
    const { figures, stable, threads, versions, note, startSeconds } = started;
    return {
      name, kind, milliseconds, figures, deviation, same: deviation !== null && deviation <= tolerance, peakBytes, startSeconds, versions: { ...known, ...versions },
      ...(stable !== undefined && { stable }), ...(threads !== undefined && { threads }), ...(note !== undefined && { note }),
    };
  });
}

function leftOut({ name, kind }: Entry, refused: string): Measured {
  return { name, kind, refused, milliseconds: [], figures: [], deviation: null, same: false, versions: {}, startSeconds: 0, peakBytes: 0 };
}
