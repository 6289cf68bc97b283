import { digits } from '../../benchmark/digits.ts';
import type { Profile, ProfilePart } from '../../benchmark/profile/profile.ts';
import { table } from '../table.ts';

export const profileTitles = ['layer', 'operation', 'pass', 'ms', 'share'];
/** Lines of a profile; the rest is summed in one. */
const mostListed = 20;

/** Where the time of a step goes, for the eye: passes, then layers, then the slowest operations. */
export function profileLines(profile: Profile): readonly string[] {
  const { contender, milliseconds, steps, parts, note } = profile;
  const sums = (keyOf: (part: ProfilePart) => string) => [...summed(parts, keyOf)].map(([key, time]) => `${key} ${digits(time)} ms (${share(time, milliseconds)})`).join(', ');
  return [
    `where the time goes on ${contender}: ${digits(milliseconds)} ms a step while timed, over ${steps} steps`,
    `  by pass: ${sums(({ pass }) => pass)}`,
    `  by layer: ${sums(({ layer }) => layer)}`,
    ...table([profileTitles, ...profileCells(profile)], [3, 4]).map(line => `  ${line}`),
    `  ${note}`,
  ];
}

/** The slowest operations, and the sum of the others. */
export function profileCells({ parts, milliseconds }: Profile): readonly (readonly string[])[] {
  const others = parts.slice(mostListed);
  const rest = others.reduce((sum, part) => sum + part.milliseconds, 0);
  const cells = parts.slice(0, mostListed).map(part => [part.layer, part.operation, part.pass, digits(part.milliseconds), share(part.milliseconds, milliseconds)]);
  return others.length === 0 ? cells : [...cells, [`${others.length} others`, '', '', digits(rest), share(rest, milliseconds)]];
}

function summed(parts: readonly ProfilePart[], keyOf: (part: ProfilePart) => string): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const part of parts) sums.set(keyOf(part), (sums.get(keyOf(part)) ?? 0) + part.milliseconds);
  return [...sums].sort(([, left], [, right]) => right - left);
}

function share(time: number, whole: number): string {
  return `${(100 * time / whole).toFixed(1)} %`;
}
