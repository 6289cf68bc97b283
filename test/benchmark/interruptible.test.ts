import { describe, expect, it } from 'vitest';
import { measure } from '../../src/benchmark/measure.ts';
import type { Entry } from '../../src/benchmark/entrant.ts';
import type { Party } from '../../src/benchmark/party.ts';
import { timesOf } from '../../src/benchmark/measured.ts';
import { interruptible, withoutTurn } from '../../src/cli/bench/interruptible.ts';

const settings = { rounds: 5, seconds: 1, tolerance: 0 };

/** A contender that is told of its turns, and whether it was ended. */
function contender(name: string, turn: () => Promise<unknown>): { readonly entry: Entry; ended: boolean; opened: boolean } {
  const state = { ended: false, opened: false };
  const party: Party = {
    start: async () => ({ event: 'ready', figures: [1], versions: {}, milliseconds: 1, stable: true, startSeconds: 0 }),
    turn: async () => {
      await turn();
      return { event: 'turn', milliseconds: 2, steps: 1, peakBytes: 3 };
    },
    end: () => { state.ended = true; },
  };
  const open = () => {
    state.opened = true;
    return party;
  };
  return Object.assign(state, { entry: { name, kind: 'ours' as const, open } });
}

describe('a measurement that is interrupted', () => {
  it('ends at once with the rounds that it has, though a contender never answers, and ends all of them', async () => {
    const controller = new AbortController();
    let turns = 0;
    const quick = contender('quick', async () => { turns += 1; });
    const stuck = contender('stuck', async () => {
      if (turns < 2) return;
      controller.abort();
      await new Promise(() => {});
    });
    const all = await measure(interruptible([quick.entry, stuck.entry], controller.signal), settings, () => {});
    expect(all.map(own => [own.name, timesOf(own)])).toEqual([['quick', [2, 2, 2]], ['stuck', [2, 2]]]);
    expect([quick.ended, stuck.ended]).toEqual([true, true]);
    expect(all.map(own => withoutTurn(own).refused)).toEqual([undefined, undefined]);
  });

  it('starts no contender any more, and tells of those that had no turn', async () => {
    const controller = new AbortController();
    const [first, second] = [contender('first', async () => {}), contender('second', async () => {})];
    const all = await measure(interruptible([first.entry, second.entry], controller.signal), settings, line => { if (line === 'first is ready') controller.abort(); });
    expect([first, second].map(({ opened }) => opened)).toEqual([true, false]);
    expect(all.map(own => withoutTurn(own).refused)).toEqual(['the benchmark was interrupted', 'the benchmark was interrupted']);
  });
});
