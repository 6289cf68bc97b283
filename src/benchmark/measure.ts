import type { Measured } from './measured.ts';
import { largestDeviation } from './statistics.ts';
import { enter, startsAnew, startAnew, takeTurn } from './entrant.ts';
import type { Entrant, Entry } from './entrant.ts';

export interface Settings {
  /** Turns of each. */
  readonly rounds: number;
  /** Seconds of a turn. */
  readonly seconds: number;
  /** Relative deviations from the oracle's figures that are roundings. */
  readonly tolerance: number;
}

/** Rounds after which it is told how far the measurement is. */
const roundsTold = 10;
const startedTogether = 2;

/** Tells how far a measurement is. */
export type Tell = (line: string) => void;

/**
 * Measures contenders side by side. Each lives through many rounds, and is then started anew; in a round each has one turn, and every round begins with another, so that a slow
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

async function takeRounds(entrants: readonly Entrant[], settings: Settings, tell: Tell): Promise<void> {
  const { rounds } = settings;
  const turns = entrants.filter(({ entry }) => entry.kind !== 'oracle');
  for (let round = 0; round < rounds; round++) {
    await startTogether(turns.filter(entrant => startsAnew(entrant, round, settings)));
    for (let place = 0; place < turns.length; place++) {
      const entrant = turns[(place + round) % turns.length];
      if (entrant !== undefined) await takeTurn(entrant, round, settings);
    }
    if ((round + 1) % roundsTold === 0 || round + 1 === rounds) tell(`round ${round + 1} of ${rounds}`);
  }
}

/** What contenders do before their turns is not timed, so that some do it at once. */
async function startTogether(entrants: readonly Entrant[]): Promise<void> {
  for (let first = 0; first < entrants.length; first += startedTogether) await Promise.all(entrants.slice(first, first + startedTogether).map(startAnew));
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
