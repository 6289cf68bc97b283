import type { Entry } from '../../benchmark/entrant.ts';
import { timesOf } from '../../benchmark/measured.ts';
import type { Measured } from '../../benchmark/measured.ts';
import type { Party } from '../../benchmark/party.ts';
import type { Refusal } from '../../benchmark/protocol.ts';

const reason = 'the benchmark was interrupted';

/** Contenders that take no turn any more from the interruption on, so that a measurement ends at once with the rounds that it has. */
export function interruptible(entries: readonly Entry[], signal: AbortSignal): readonly Entry[] {
  const interrupted = new Promise<Refusal>(resolve => {
    signal.addEventListener('abort', () => resolve({ event: 'refused', reason }), { once: true });
  });
  return entries.map(entry => ({ ...entry, open: () => (signal.aborted ? reason : until(interrupted, signal, entry.open())) }));
}

function until(interrupted: Promise<Refusal>, signal: AbortSignal, party: Party | string): Party | string {
  if (typeof party === 'string') return party;
  const unless = <T>(work: () => Promise<T>) => (signal.aborted ? interrupted : Promise.race([work(), interrupted]));
  return { start: () => unless(() => party.start()), turn: seconds => unless(() => party.turn(seconds)), end: () => party.end() };
}

/** One that was ready, and had no turn before the interruption. */
export function withoutTurn(measured: Measured): Measured {
  return measured.refused === undefined && timesOf(measured).length === 0 ? { ...measured, refused: reason } : measured;
}
