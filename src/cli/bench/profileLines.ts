import { digits } from '../../benchmark/digits.ts';
import { wholeOf } from '../../benchmark/profile/profile.ts';
import type { Profile, ProfilePart } from '../../benchmark/profile/profile.ts';
import { shareText } from '../../charts/numberText.ts';
import { table } from '../table.ts';

export const profileTitles = ['layer', 'operation', 'pass', 'ms', 'share'];
/** Lines of a profile; the others are summed in one. */
const mostListed = 20;

/** Where the time of a step goes, for the eye: passes, then layers, then the slowest operations. What profiles say of themselves is said once. */
export function profilesLines(profiles: readonly Profile[]): readonly string[] {
  const notes = [...new Set(profiles.map(({ note }) => note))];
  const namesOf = (note: string) => profiles.filter(own => own.note === note).map(({ contender }) => contender).join(', ');
  return [...profiles.flatMap(profile => ['', ...profileLines(profile)]), ...(profiles.length === 0 ? [] : ['']), ...notes.map(note => `${notes.length === 1 ? '' : `${namesOf(note)}: `}${note}`)];
}

function profileLines(profile: Profile): readonly string[] {
  const { contender, milliseconds, steps, parts } = profile;
  const whole = wholeOf(parts);
  const sums = (keyOf: (part: ProfilePart) => string) => summed(parts, keyOf).map(([key, time]) => `${key} ${digits(time)} ms (${shareText(time / whole)})`).join(', ');
  return [
    `where the time goes on ${contender}: ${digits(milliseconds)} ms a step while timed, over ${steps} steps`,
    `  by pass: ${sums(({ pass }) => pass)}`,
    `  by layer: ${sums(({ layer }) => layer)}`,
    ...table([profileTitles, ...profileCells(profile)], [3, 4]).map(line => `  ${line}`),
  ];
}

/** The slowest operations, and the sum of the others. Shares are of what all took. */
export function profileCells({ parts }: Profile): readonly (readonly string[])[] {
  const whole = wholeOf(parts);
  const figures = (milliseconds: number) => [digits(milliseconds), shareText(milliseconds / whole)];
  const count = parts.length === mostListed + 1 ? parts.length : mostListed;
  const [listed, others] = [parts.slice(0, count), parts.slice(count)];
  const cells = listed.map(({ layer, operation, pass, milliseconds }) => [layer, operation, pass, ...figures(milliseconds)]);
  return others.length === 0 ? cells : [...cells, [`${others.length} more, each less`, '', '', ...figures(wholeOf(others))]];
}

function summed(parts: readonly ProfilePart[], keyOf: (part: ProfilePart) => string): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const part of parts) sums.set(keyOf(part), (sums.get(keyOf(part)) ?? 0) + part.milliseconds);
  return [...sums].toSorted(([, left], [, right]) => right - left);
}
