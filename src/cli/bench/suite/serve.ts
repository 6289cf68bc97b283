import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { takePart } from '../../../benchmark/takePart.ts';
import { processChannel } from '../processChannel.ts';
import type { CreateWorkload, Job } from './protocol.ts';
import { readRowData } from './weights.ts';

/** The process of a contender written in JavaScript. Arguments: the file of its module, and that of its job. */
const [, , module = '', file = ''] = process.argv;
const job = JSON.parse(readFileSync(file, 'utf8')) as Job;
const { create } = await import(pathToFileURL(module).href) as { readonly create: CreateWorkload };

await takePart(() => create(job, readRowData(job.data, job.row)), job, processChannel());
process.exit();
