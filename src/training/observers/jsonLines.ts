import * as z from 'zod/mini';
import { defineObserver } from '../../components/definition.ts';
import { inNode } from '../../platform/node.ts';
import type { Observer } from '../observer.ts';

/** Tells how a run goes as JSON, one object a line on standard output, in a browser on its console: `{"event":"epoch", …}`. */
export const jsonLines = defineObserver({
  name: 'jsonLines',
  summary: 'one JSON object a line on standard output',
  options: () => z.strictObject({}),
  create: () => jsonLinesTo(inNode() ? line => void process.stdout.write(line) : line => console.log(line.trimEnd())),
});

/** The observer that hands each line, its line feed included, to `write`. */
function jsonLinesTo(write: (line: string) => void): Observer {
  const tell = (event: string, data: object) => write(`${JSON.stringify({ event, ...data })}\n`);
  return {
    started: run => tell('start', run),
    gradientsWatched: gradients => tell('gradients', gradients),
    epochEnded: report => tell('epoch', report),
    restartEnded: restart => tell('restart', restart),
    finished: end => tell('end', end),
  };
}
