import type { createLogUpdate } from 'log-update';
import * as z from 'zod/mini';
import { defineObserver } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { inNode } from '../../platform/node.ts';
import type { Observer, StepReport } from '../observer.ts';
import { count, endLines, epochLine, gradientLines, number, restartLine, startLine } from './figures.ts';

/** Milliseconds between two changes of the live line: faster cannot be read. */
const interval = 100;

/** Tells on standard error how a run goes: a live line on a terminal, one line an epoch elsewhere. In a browser the lines go to its console. */
export const progress = defineObserver({
  name: 'progress',
  summary: 'a live line on a terminal, plain lines elsewhere',
  options: () => z.strictObject({
    /** Tells at the end how it went; false where the caller does. */
    ending: withDefault(z.boolean(), true),
  }),
  create: ({ ending }) => (inNode() ? progressTo(process.stderr, ending) : lines(line => console.info(line), ending)),
});

/** The observer that writes to a stream. */
function progressTo(stream: NodeJS.WriteStream, ending: boolean): Observer {
  const plain = lines(line => void stream.write(`${line}\n`), ending);
  return stream.isTTY ? live(stream, plain) : plain;
}

function lines(write: (line: string) => void, ending: boolean): Observer {
  return {
    started: run => write(startLine(run)),
    gradientsWatched: gradients => gradientLines(gradients).forEach(write),
    epochEnded: report => write(epochLine(report)),
    restartEnded: restart => write(restartLine(restart)),
    finished(end) {
      if (ending) endLines(end).forEach(write);
    },
  };
}

/** The plain lines, with one of the running epoch below them. Its library is for terminals, so that it is loaded where there is one. */
function live(stream: NodeJS.WriteStream, plain: Observer): Observer {
  let update: ReturnType<typeof createLogUpdate> | undefined;
  let shown = 0;
  return {
    async started(run) {
      update = (await import('log-update')).createLogUpdate(stream);
      await plain.started?.(run);
    },
    stepped(step) {
      const now = performance.now();
      if (now - shown < interval) return;
      shown = now;
      update?.(stepLine(step));
    },
    gradientsWatched(gradients) {
      update?.clear();
      return plain.gradientsWatched?.(gradients);
    },
    epochEnded(report) {
      update?.clear();
      return plain.epochEnded?.(report);
    },
    restartEnded(restart) {
      return plain.restartEnded?.(restart);
    },
    finished(end) {
      update?.clear();
      update?.done();
      return plain.finished?.(end);
    },
  };
}

/** `epoch 2  ━━━━━━────  281/469  loss 0.2101  9,214 samples/s`. */
function stepLine({ epoch, stepInEpoch, stepsPerEpoch, loss, samplesPerSecond }: StepReport): string {
  const full = Math.round((20 * stepInEpoch) / stepsPerEpoch);
  const bar = '━'.repeat(full) + '─'.repeat(20 - full);
  const place = Number.isFinite(stepsPerEpoch) ? `${bar}  ${stepInEpoch}/${stepsPerEpoch}` : `step ${stepInEpoch}`;
  return `epoch ${epoch}  ${place}  loss ${number(loss)}  ${count(Math.round(samplesPerSecond))} samples/s`;
}
