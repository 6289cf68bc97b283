import { tickTexts } from '../../charts/numberText.ts';
import type { VerifiedFigure, WorstElement } from '../../verification/verification.ts';
import type { Table } from '../report.ts';

/** The figures with their worst elements, what each way gives of it side by side: by hand, by differences, and by the tape of each device of tf.js. */
export function figureTable(figures: readonly VerifiedFigure[], caption: string): Table {
  const devices = [...new Set(figures.flatMap(({ worst }) => Object.keys(worst?.autodiff ?? {})))];
  const numeric = true;
  const columns = [
    { title: 'figure' }, { title: 'status' }, { title: 'element' }, { title: 'by hand', numeric }, { title: 'differences', numeric },
    ...devices.map(device => ({ title: device, numeric })), { title: 'times the tolerance', numeric }, { title: 'compared', numeric }, { title: 'on kinks', numeric },
  ];
  const rows = figures.map(figure => [
    nameOf(figure), figure.vanishes ? `${figure.status}, but 0 throughout` : figure.status, placeOf(figure.worst), exact(figure.worst?.hand), exact(figure.worst?.differences), ...devices.map(device => exact(figure.worst?.autodiff[device])),
    figure.worst === undefined ? '–' : excessText(figure.worst.excess), `${figure.compared + figure.grouped} of ${figure.size}`, String(figure.kinks),
  ]);
  return { caption, columns, rows };
}

/** `dense/kernel`, `input 0`, `loss`. */
export function nameOf({ kind, path }: VerifiedFigure): string {
  return kind === 'input' ? `input ${path}` : path;
}

/** How many times the tolerance, or that one of the two is no number. */
export function excessText(excess: number): string {
  return excess === Number.POSITIVE_INFINITY ? 'not finite' : tickTexts([Number(excess.toPrecision(2))]).join('');
}

/** The index on one line. */
function placeOf(worst: WorstElement | undefined): string {
  return worst === undefined ? '–' : `[${worst.index.join(',\u00A0')}]`;
}

/** Eight digits: gradients that differ in the sixth must look different. */
function exact(value: number | null | undefined): string {
  if (value === undefined || value === null) return '–';
  return String(Number(value.toPrecision(8))).replace('-', '−');
}
