import { ConfigError } from '../errors.ts';
import { counted } from './numberText.ts';
import { columns, placeIn, rows, sampled } from './field.ts';
import type { Domain } from './field.ts';

/** The ends of both axes that a field is asked for. */
export interface FieldDomains {
  readonly x: Domain;
  readonly y: Domain;
}

/**
 * What a network answers over a plane, as a function for a boundary chart: `answer` is asked once, for all points of a grid at the same time, and the function interpolates between its answers.
 *
 * `answer` gets a pair (x, y) a point, and gives for each the numbers of the network's outputs. The function gives those of a place; beyond the domains the nearest known.
 * Throws a ConfigError where `answer` gives another number of answers than it was asked for.
 *
 * ```ts
 * import { answeredField, boundaryChart, svgOf } from 'chainrule/charts';
 *
 * const domains = { x: [0, 1], y: [0, 1] } as const;
 * const answers = await answeredField(async points => points.map(([x, y]) => [x * y]), domains);
 * const axes = { x: { label: 'x', domain: domains.x }, y: { label: 'y', domain: domains.y } };
 * console.log(svgOf(boundaryChart({ title: 'A product', ...axes, points: [], value: (x, y) => answers(x, y)[0] ?? Number.NaN })));
 * ```
 */
export async function answeredField(answer: (points: readonly (readonly [number, number])[]) => Promise<readonly (readonly number[])[]>, { x, y }: FieldDomains): Promise<(x: number, y: number) => readonly number[]> {
  const points = sampled((across, up) => [across, up] as const, x, y);
  const answers = await answer(points);
  if (answers.length !== points.length) throw new ConfigError('there is not an answer for each point', { where: 'answer', got: counted(answers.length, 'answer'), expected: counted(points.length, 'answer') });
  return (across, up) => interpolated(answers, placeIn(x, across, columns), rows - 1 - placeIn(y, up, rows));
}

/** Between the four points of the grid around a place. */
function interpolated(answers: readonly (readonly number[])[], column: number, row: number): readonly number[] {
  const [left, top] = [within(Math.floor(column), columns - 2), within(Math.floor(row), rows - 2)];
  const [right, down] = [within(column - left, 1), within(row - top, 1)];
  const at = (place: number) => answers[place] ?? [];
  const [first, next] = [top * columns + left, (top + 1) * columns + left];
  return at(first).map((_, index) => {
    const value = (place: number) => at(place)[index] ?? Number.NaN;
    return between(between(value(first), value(first + 1), right), between(value(next), value(next + 1), right), down);
  });
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
