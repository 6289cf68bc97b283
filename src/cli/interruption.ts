import { exitCodes } from './exitCodes.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Milliseconds in which a further signal is the same one: npm and its like hand on a Ctrl-C that the terminal has sent to all. */
const sameSignal = 500;

/** Turns the first Ctrl-C, or termination signal, into an abort, and says what comes of it; a second one ends the process at once. `dispose` puts the default back. */
export function catchInterruption(outcome = 'with what was learned saved'): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  let first: number | undefined;
  const interrupt = () => {
    if (first !== undefined && performance.now() - first < sameSignal) return;
    if (first !== undefined) process.exit(exitCodes.interrupted);
    first = performance.now();
    process.stderr.write(`\ninterrupted: ending, ${outcome}; Ctrl-C again ends at once\n`);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, interrupt);
  return {
    signal: controller.signal,
    dispose() {
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}
