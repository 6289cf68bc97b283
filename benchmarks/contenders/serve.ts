import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { CreateWorkload, Job } from '../protocol.ts';
import { takePart } from '../takePart.ts';
import { readRowData } from '../weights.ts';

/** The process of a contender written in JavaScript. Arguments: its module beside this one, and the file of its job. Requests and reports are JSON, one a line. */
const [, , module = '', file = ''] = process.argv;
const job = JSON.parse(readFileSync(file, 'utf8')) as Job;
const { create } = await import(new URL(`${module}.js`, import.meta.url).href) as { readonly create: CreateWorkload };

await takePart(create, job, readRowData(job.data, job.row), {
  send: report => process.stdout.write(`${JSON.stringify(report)}\n`),
  requests: requests(),
  runtime: { node: process.versions.node },
  peakBytes: () => 1024 * process.resourceUsage().maxRSS,
});
process.exit();

async function* requests(): AsyncGenerator<{ readonly seconds: number }> {
  for await (const line of createInterface({ input: process.stdin })) yield JSON.parse(line) as { readonly seconds: number };
}
