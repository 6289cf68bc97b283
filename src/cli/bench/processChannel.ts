import { createInterface } from 'node:readline';
import type { Channel } from '../../benchmark/takePart.ts';

/** The channel of a contender that is a process: requests and reports are JSON, one a line. */
export function processChannel(): Channel {
  return {
    send: report => process.stdout.write(`${JSON.stringify(report)}\n`),
    requests: requests(),
    runtime: { node: process.versions.node },
    peakBytes: () => 1024 * process.resourceUsage().maxRSS,
  };
}

async function* requests(): AsyncGenerator<{ readonly seconds: number }> {
  for await (const line of createInterface({ input: process.stdin })) yield JSON.parse(line) as { readonly seconds: number };
}
