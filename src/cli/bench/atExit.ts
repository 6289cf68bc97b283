import { exitCodes } from '../exitCodes.ts';

/** What is to be done where this process ends early. */
const endings = new Set<() => void>();

process.on('exit', () => {
  for (const end of endings) end();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => endUnlessCaught(signal));

/** A command that catches the signal itself ends in its own way. */
function endUnlessCaught(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) === 0) process.exit(exitCodes.interrupted);
}

/** Has `end` called where this process ends, by a signal too, so that no contender is left behind. Gives the function that takes it back. */
export function atExit(end: () => void): () => void {
  endings.add(end);
  return () => void endings.delete(end);
}
