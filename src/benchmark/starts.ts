/** Turns after which a contender is started anew: where a process has its code and data in memory makes a step up to a fifth faster or slower, for as long as it lives. */
export const turnsOfAStart = 6;

/** The values of rounds, those of a start together; a round without a value, which was no turn, is left out. */
export function byStart(rounds: readonly (number | undefined)[]): readonly (readonly number[])[] {
  const values = rounds.filter(value => value !== undefined);
  return Array.from({ length: Math.ceil(values.length / turnsOfAStart) }, (_, start) => values.slice(start * turnsOfAStart, (start + 1) * turnsOfAStart));
}
