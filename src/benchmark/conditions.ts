import { nodeModule } from '../platform/node.ts';
import { counted } from '../training/observers/figures.ts';

/** Where contenders run: processes of Node and Python, or pages of a browser. */
export type Place = 'processes' | 'browser';

/** Where and when something was measured. */
export interface Conditions {
  readonly date: string;
  readonly cpu: string;
  readonly logicalCpus: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly place: Place;
  /** Node or the browser, with its version. */
  readonly runtime: string;
  /** Threads of those that can be told; undefined where each takes what it takes by itself. */
  readonly threads?: number;
  readonly rounds: number;
  /** Seconds of a turn. */
  readonly seconds: number;
}

/** The conditions of this process, now. */
export function conditionsHere<Own extends Pick<Conditions, 'place' | 'runtime' | 'threads' | 'rounds' | 'seconds'>>(settings: Own): Conditions & Own {
  const { availableParallelism, cpus, release, totalmem, type } = nodeModule('node:os');
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    logicalCpus: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    ...settings,
  };
}

/** The conditions as one line. */
export function conditionsLine({ date, cpu, logicalCpus, memoryGigabytes, system, runtime, threads, rounds, seconds }: Conditions): string {
  const threadsTaken = threads === undefined ? [] : [counted(threads, 'thread')];
  return [`${date.slice(0, 16)}Z`, `${logicalCpus} × ${cpu}`, `${memoryGigabytes} GB`, system, runtime, ...threadsTaken, `${counted(rounds, 'round')} of ${seconds} s`].join(' · ');
}
