/** Rounds after which each contender is started anew: where a process has its code and data in memory makes a step up to a fifth faster or slower, for as long as it lives. */
export const roundsOfAStart = 6;

/** The values of rounds, those of a start together; a round without a value is left out, and so is a start without any. */
export function byStart(rounds: readonly (number | undefined)[]): readonly (readonly number[])[] {
  const starts = Array.from({ length: Math.ceil(rounds.length / roundsOfAStart) }, (_, start) => rounds.slice(start * roundsOfAStart, (start + 1) * roundsOfAStart));
  return starts.map(values => values.filter(value => value !== undefined)).filter(values => values.length > 0);
}
