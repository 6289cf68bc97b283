import { createLogUpdate } from 'log-update';
import { z } from 'zod';
import { defineObserver } from '../../components/definition.ts';
import type { Observer, StepReport } from '../observer.ts';
import { count, endLines, epochLine, number, startLine } from './figures.ts';

/** Milliseconds between two changes of the live line: faster cannot be read. */
const interval = 100;

/** Tells on standard error how a run goes: a live line on a terminal, one line an epoch elsewhere. */
export const progress = defineObserver({
  name: 'progress',
  summary: 'a live line on a terminal, plain lines elsewhere',
  options: () => z.strictObject({
    /** Tells at the end how it went; false where the caller does. */
    ending: z.boolean().default(true),
  }),
  create: ({ ending }) => progressTo(process.stderr, ending),
});

/** The observer that writes to a stream. */
function progressTo(stream: NodeJS.WriteStream, ending = true): Observer {
  const write = (line: string) => void stream.write(`${line}\n`);
  const live = stream.isTTY ? liveLine(stream) : undefined;
  return {
    started: run => write(startLine(run)),
    ...(live && { stepped: live.show }),
    epochEnded(report) {
      live?.clear();
      write(epochLine(report));
    },
    finished(end) {
      live?.done();
      if (ending) endLines(end).forEach(write);
    },
  };
}

function liveLine(stream: NodeJS.WriteStream): { show(step: StepReport): void; clear(): void; done(): void } {
  const update = createLogUpdate(stream);
  let shown = 0;
  return {
    show(step) {
      const now = performance.now();
      if (now - shown < interval) return;
      shown = now;
      update(stepLine(step));
    },
    clear: () => update.clear(),
    done() {
      update.clear();
      update.done();
    },
  };
}

/** `epoch 2  ━━━━━━────  281/469  loss 0.2101  9,214 samples/s`. */
function stepLine({ epoch, stepInEpoch, stepsPerEpoch, loss, samplesPerSecond }: StepReport): string {
  const full = Math.round((20 * stepInEpoch) / stepsPerEpoch);
  const bar = '━'.repeat(full) + '─'.repeat(20 - full);
  return `epoch ${epoch}  ${bar}  ${stepInEpoch}/${stepsPerEpoch}  loss ${number(loss)}  ${count(Math.round(samplesPerSecond))} samples/s`;
}
