import type { RateFinding } from '../run/findRate.ts';
import { number } from '../training/observers/figures.ts';
import type { RateTrial } from '../training/rateSweep.ts';
import { table } from './table.ts';

const [columns, rows] = [60, 12];
/** Lines of the table. */
const mostListed = 16;

/** A test of rates for the eye: the smoothed loss over the rate, in powers of ten, a table, and the suggestions. */
export function rateLines(finding: RateFinding): readonly string[] {
  if (finding.trials.length === 0) return ['no step was taken'];
  return [...chartLines(finding), '', ...tableLines(finding.trials), '', ...suggestionLines(finding)];
}

function chartLines({ trials, reason, suggestions }: RateFinding): readonly string[] {
  // The step on which the loss broke out would press all others together.
  const shown = reason === 'diverged' ? trials.slice(0, -1) : trials;
  const losses = shown.map(({ smoothed }) => smoothed);
  const [least, most, column] = [Math.min(...losses), Math.max(...losses), columnOf(shown)];
  const rowOf = (loss: number) => Math.round(((most - loss) / (most - least || 1)) * (rows - 1));
  const points = new Set(shown.map(({ rate, smoothed }) => `${rowOf(smoothed)} ${column(rate)}`));
  const line = (row: number) => Array.from({ length: columns }, (_, at) => (points.has(`${row} ${at}`) ? '•' : ' ')).join('').trimEnd();
  const labels = new Map([[0, number(most)], [rows - 1, number(least)]]);
  const width = Math.max(...[...labels.values()].map(label => label.length));
  const margin = ' '.repeat(width);
  const marks = new Map(suggestions === undefined ? [] : [[column(suggestions.tenthOfMinimum), 'T'], [column(suggestions.steepest), 'S']]);
  return [
    'smoothed loss',
    ...Array.from({ length: rows }, (_, row) => `${(labels.get(row) ?? '').padStart(width)} │${line(row)}`),
    `${margin} └${Array.from({ length: columns }, (_, at) => marks.get(at) ?? '─').join('')}`,
    `${margin}  ${rateText(shown[0]?.rate).padEnd(columns - 8)}${rateText(shown.at(-1)?.rate)}  learning rate`,
  ];
}

/** The column of a rate, by its logarithm. */
function columnOf(trials: readonly RateTrial[]): (rate: number) => number {
  const [first, last] = [Math.log(trials[0]?.rate ?? 1), Math.log(trials.at(-1)?.rate ?? 1)];
  return rate => Math.max(0, Math.round(((Math.log(rate) - first) / (last - first || 1)) * (columns - 1)));
}

function tableLines(trials: readonly RateTrial[]): readonly string[] {
  const every = Math.max(1, Math.ceil(trials.length / mostListed));
  const listed = trials.flatMap((trial, index) => (index % every === 0 || index === trials.length - 1 ? [{ step: index + 1, ...trial }] : []));
  const cells = listed.map(({ step, rate, loss, smoothed }) => [String(step), rateText(rate), number(loss), number(smoothed)]);
  return table([['step', 'rate', 'loss', 'smoothed'], ...cells], [0, 1, 2, 3]);
}

function suggestionLines({ trials, reason, suggestions }: RateFinding): readonly string[] {
  const ended = { finished: 'all steps taken', diverged: 'the loss broke out', 'not finite': 'the loss was no longer finite', interrupted: 'interrupted' }[reason];
  const end = `${ended} after step ${trials.length}, at the rate ${rateText(trials.at(-1)?.rate)}`;
  if (suggestions === undefined) return [end, 'no suggestion: the loss never fell; try other rates with --from and --to, or look at the data'];
  const { steepest, minimum, tenthOfMinimum } = suggestions;
  return [end, ...table([
    ['S', 'steepest descent', rateText(steepest)],
    ['T', 'a tenth of the rate at the minimum', `${rateText(tenthOfMinimum)}, of ${rateText(minimum)}`],
  ])];
}

function rateText(rate = Number.NaN): string {
  return rate.toExponential(2);
}
