import type { BenchmarkResult } from '../../benchmark/result.ts';
import type { BenchOptions } from './options.ts';

/** What a benchmark lacks that was interrupted. */
export function interruptionNote({ conditions, contenders, breakEven, profiles }: Omit<BenchmarkResult, 'command'>, asked: Pick<BenchOptions, 'breakEven' | 'profile'>): string {
  const rounds = Math.max(...contenders.map(({ rounds: all }) => all.findLastIndex(value => value !== null) + 1));
  const unprofiled = contenders.filter(({ name, wrong }) => wrong === null && !profiles.some(({ contender }) => contender === name)).length;
  const missing = [
    ...(rounds < conditions.rounds ? [`rounds taken: ${rounds} of ${conditions.rounds}`] : []),
    ...(asked.breakEven !== 'none' && breakEven === null ? ['the break-even was not looked for'] : []),
    ...(asked.profile === true && unprofiled > 0 ? [`profiles taken: ${profiles.length} of ${profiles.length + unprofiled}`] : []),
  ];
  return `interrupted: ${missing.join('; ') || 'something that was asked for was not finished'}`;
}
