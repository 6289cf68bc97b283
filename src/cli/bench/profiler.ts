import { profileSteps } from '../../benchmark/profile/profileSteps.ts';
import type { ProfileJob } from './job.ts';
import { trainedRun } from './trainedRun.ts';

/** The process that takes a profile. Its job is JSON in its first argument; the profile is JSON in the last line that it writes. */
const job = JSON.parse(process.argv[2] ?? '') as ProfileJob;
const { parts, dataset } = await trainedRun(job);
const profile = await profileSteps(parts, dataset, job.contender, job.seconds);
process.stdout.write(`\n${JSON.stringify(profile)}\n`, () => process.exit());
