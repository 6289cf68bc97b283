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

/** Turns of a contender that is so slow that it is left out of rounds. */
const fewestTurns = 7;
/** Rounds after which it is told how far the measurement is. */
const roundsTold = 10;

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
 * drift of the machine, and what the one before leaves in the caches, meet all alike. Many rounds of short turns tell more than few of long ones: a machine that others use is
 * slower for some seconds and then faster again, by a third, and turns that follow each other within those seconds are slowed alike, so that their ratio stays. What they compute is compared with the figures of the oracle among them.
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
      if (entrant !== undefined) await takeTurn(entrant, round, { rounds, seconds });
    }
    if ((round + 1) % roundsTold === 0 || round + 1 === rounds) tell(`round ${round + 1} of ${rounds}`);
  }
}

async function takeTurn(entrant: Entrant, round: number, { rounds, seconds }: Pick<Settings, 'rounds' | 'seconds'>): Promise<void> {
  const left = round % roundsBetween(entrant.started.milliseconds / (1000 * seconds), rounds) !== 0;
  const report = left ? undefined : await entrant.party.turn(seconds);
  entrant.milliseconds.push(report?.event === 'turn' ? report.milliseconds : null);
  if (report?.event === 'turn') entrant.peakBytes = report.peakBytes;
}

/**
 * A contender of which one step takes so many turns is measured in every round where they are four at most, else in every second, fourth, … round, but at least in `fewestTurns`.
 * Powers of two let the rounds of a slower contender be among those of a faster one, with which they are paired.
 */
export function roundsBetween(turnsOfAStep: number, rounds: number): number {
  const [wanted, most] = [turnsOfAStep / 4, rounds / fewestTurns].map(value => Math.max(0, Math.log2(value)));
  return 2 ** Math.min(Math.ceil(wanted ?? 0), Math.floor(most ?? 0));
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
