import type { ContenderKind, Measured } from './measured.ts';
import type { Party, Started } from './party.ts';
import { turnsOfAStart } from './starts.ts';

/** Who is measured, and how it is started: `open` gives in words why it cannot be. */
export interface Entry {
  readonly name: string;
  readonly kind: ContenderKind;
  /** Versions that are known before it is started. */
  readonly versions?: Readonly<Record<string, string>>;
  open(): Party | string;
}

/** A contender that waits for its turns. */
export interface Entrant {
  readonly entry: Entry;
  party: Party;
  readonly started: Started;
  readonly milliseconds: (number | null)[];
  peakBytes: number;
}

/** Turns of a contender that is so slow that it is left out of rounds. */
const fewestTurns = 7;

/** Starts a contender; gives it as left out where it cannot be. */
export async function enter(entry: Entry): Promise<Entrant | Measured> {
  const party = entry.open();
  if (typeof party === 'string') return leftOut(entry, party);
  const started = await party.start();
  if (started.event === 'ready') return { entry, party, started, milliseconds: [], peakBytes: 0 };
  party.end();
  return leftOut(entry, started.reason);
}

/** One that does not start again takes no further turns. */
export async function startAnew(entrant: Entrant): Promise<void> {
  entrant.party.end();
  const party = entrant.entry.open();
  if (typeof party === 'string') return;
  entrant.party = party;
  await party.start();
}

/** How the rounds go. */
interface Rounds {
  readonly rounds: number;
  readonly seconds: number;
}

/** Whether a contender is started anew before a round: it is after so many of its own turns. */
export function startsAnew(entrant: Entrant, round: number, rounds: Rounds): boolean {
  return round > 0 && round % (turnsOfAStart * spacing(entrant, rounds)) === 0;
}

/** A turn, unless the round is one that a slow contender is left out of. */
export async function takeTurn(entrant: Entrant, round: number, rounds: Rounds): Promise<void> {
  const report = round % spacing(entrant, rounds) === 0 ? await entrant.party.turn(rounds.seconds) : undefined;
  entrant.milliseconds.push(report?.event === 'turn' ? report.milliseconds : null);
  if (report?.event === 'turn') entrant.peakBytes = report.peakBytes;
}

function spacing({ started }: Entrant, { rounds, seconds }: Rounds): number {
  return roundsBetween(started.milliseconds / (1000 * seconds), rounds);
}

/**
 * A contender of which one step takes so many turns is measured in every round where they are four at most, else in every second, fourth, … round, but at least in `fewestTurns`.
 * Powers of two let the rounds of a slower contender be among those of a faster one, with which they are paired.
 */
export function roundsBetween(turnsOfAStep: number, rounds: number): number {
  const [wanted, most] = [turnsOfAStep / 4, rounds / fewestTurns].map(value => Math.max(0, Math.log2(value)));
  return 2 ** Math.min(Math.ceil(wanted ?? 0), Math.floor(most ?? 0));
}

function leftOut({ name, kind }: Entry, refused: string): Measured {
  return { name, kind, refused, milliseconds: [], figures: [], deviation: null, same: false, versions: {}, startSeconds: 0, peakBytes: 0 };
}
