import type { Observer } from './observer.ts';
import type { RunOutput } from './runParts.ts';

/** Writes `metrics.jsonl`, a line an epoch; where they were asked for also a line a look at gradients, and one behind the epochs of each restart. */
export function metricsFile(output: RunOutput): Observer {
  const append = (report: object) => output.append('metrics.jsonl', `${JSON.stringify(report)}\n`);
  return { gradientsWatched: append, epochEnded: append, restartEnded: append };
}
