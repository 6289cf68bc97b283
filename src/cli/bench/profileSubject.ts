import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Profile } from '../../benchmark/profile/profile.ts';
import type { BenchmarkResult } from '../../benchmark/result.ts';
import { atExit } from './atExit.ts';
import { modelJob } from './contenders.ts';
import type { ProfileJob } from './job.ts';
import { nodeProgram } from './nodeProgram.ts';
import type { Subject } from './subject.ts';
import type { Watch } from './watch.ts';

const execute = promisify(execFile);
/** A profile of a large net has thousands of lines. */
const mostBytes = 2 ** 26;
/** Seconds of the timed steps, in turns. */
const profiledTurns = 15;

/** Takes the profile of each contender, one after the other, each in a process of its own. One that fails is left out, with a note; from an interruption on all are. */
export async function profileSubject(subject: Subject, contenders: readonly string[], seconds: number, { tell, signal }: Watch): Promise<Pick<BenchmarkResult, 'profiles' | 'notes'>> {
  const [profiles, notes]: [Profile[], string[]] = [[], []];
  if (contenders.length > 0) tell(`taking profiles: ${contenders.join(', ')}`);
  for (const contender of contenders) {
    if (signal.aborted) break;
    try {
      profiles.push(await profileOf({ ...modelJob(contender, subject, 0), contender, seconds: profiledTurns * seconds }, signal));
      tell(`${contender} is profiled`);
    } catch (error) {
      if (!signal.aborted) notes.push(`${contender} could not be profiled: ${reasonOf(error)}`);
    }
  }
  return { profiles, notes };
}

async function profileOf(job: ProfileJob, signal: AbortSignal): Promise<Profile> {
  const { program, arguments: words } = nodeProgram('profiler', [JSON.stringify(job)]);
  const running = execute(program, words, { maxBuffer: mostBytes, signal, killSignal: 'SIGKILL' });
  const stayed = atExit(() => running.child.kill('SIGKILL'));
  try {
    return JSON.parse((await running).stdout.trim().split('\n').at(-1) ?? '') as Profile;
  } finally {
    stayed();
  }
}

/** The line of an error's text, and of what the process wrote, that names the mistake. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').findLast(line => /\bError\b/u.test(line)) ?? text.slice(0, 300);
}
