import { exitCodes } from './exitCodes.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Turns the first Ctrl-C, or termination signal, into an abort; a second one ends the process at once. `dispose` puts the default back. */
export function catchInterruption(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    process.stderr.write('\ninterrupted: what was learned is being saved; Ctrl-C again ends at once\n');
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
