import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Tell } from '../../benchmark/measure.ts';
import type { Profile } from '../../benchmark/profile/profile.ts';
import type { BenchmarkResult } from '../../benchmark/result.ts';
import { modelJob } from './contenders.ts';
import type { ProfileJob } from './job.ts';
import { nodeProgram } from './nodeProgram.ts';
import type { Subject } from './subject.ts';

const execute = promisify(execFile);
/** A profile of a large net has thousands of lines. */
const mostBytes = 2 ** 26;
/** Seconds of the timed steps, in turns. */
const profiledTurns = 3;

/** Takes the profile of each contender, one after the other, each in a process of its own. One that fails is left out, with a note. */
export async function profileSubject(subject: Subject, contenders: readonly string[], seconds: number, tell: Tell): Promise<Pick<BenchmarkResult, 'profiles' | 'notes'>> {
  const [profiles, notes]: [Profile[], string[]] = [[], []];
  for (const contender of contenders) {
    const job: ProfileJob = { ...modelJob(contender, subject, 0), contender, seconds: profiledTurns * seconds };
    const { program, arguments: words } = nodeProgram('profiler', [JSON.stringify(job)]);
    try {
      const { stdout } = await execute(program, words, { maxBuffer: mostBytes });
      profiles.push(JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Profile);
      tell(`${contender} is profiled`);
    } catch (error) {
      notes.push(`${contender} could not be profiled: ${reasonOf(error)}`);
    }
  }
  return { profiles, notes };
}

/** The line of an error's text, and of what the process wrote, that names the mistake. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').findLast(line => /\bError\b/u.test(line)) ?? text.slice(0, 300);
}
