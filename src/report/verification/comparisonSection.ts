import { heatMap } from '../../charts/heatMap.ts';
import { scatterChart } from '../../charts/scatterChart.ts';
import type { Verification, VerifiedFigure } from '../../verification/verification.ts';
import type { Block, Section } from '../report.ts';
import { excessText, figureTable, nameOf } from './figureTable.ts';

/** The gradients that a chart shows, those that are farthest off. */
const mostShown = 40;

/** How far every gradient lies from what it should be. */
export function comparisonSection({ subject, figures, backends, devices }: Verification): Section {
  const worstFirst = figures.toSorted((left, right) => largestExcess(right) - largestExcess(left));
  const shown = worstFirst.slice(0, mostShown);
  const gradients = figures.filter(({ kind }) => kind !== 'loss');
  const blocks: Block[] = [
    { kind: 'text', text: shown.length < figures.length ? `The ${mostShown} of ${figures.length} figures that are farthest off:` : 'Distances in units of the tolerance: up to 1 two ways agree.' },
    { kind: 'chart', chart: distances(shown, devices, backends) }, ...gradients.length === 0 ? [] : [{ kind: 'chart', chart: scatter(gradients) } as const],
    { kind: 'table', ...figureTable(worstFirst, 'All figures, their worst elements') },
  ];
  return { heading: `Every gradient of ${subject}`, blocks };
}

function distances(figures: readonly VerifiedFigure[], devices: readonly string[], backends: readonly string[]) {
  return heatMap({
    title: 'By hand against the other ways, in units of the tolerance', rows: figures.map(nameOf), columns: ['differences', ...devices.map(device => `tf.grad ${device}`), ...backends],
    values: figures.map(({ excess }) => [
      excess.differences ?? Number.NaN, ...devices.map(device => excess.autodiff[device] ?? Number.NaN), ...backends.map(backend => excess.backends[backend] ?? Number.NaN),
    ]),
    figure: excess => (Number.isNaN(excess) ? '–' : excessText(excess)), scale: 'log', limit: 1,
  });
}

/** On a logarithmic axis, so that small gradients are seen beside large ones. */
function scatter(figures: readonly VerifiedFigure[]) {
  const points = figures.flatMap(figure => {
    const { hand, differences } = figure.worst ?? { hand: Number.NaN, differences: null };
    return differences === null ? [] : [{ x: Math.abs(differences), y: Math.abs(hand), label: nameOf(figure), group: figure.status }];
  });
  return scatterChart({
    title: 'The worst element of each gradient: by hand against central differences', x: { label: '|by differences|', scale: 'log' }, y: { label: '|by hand|', scale: 'log' }, points, diagonal: true,
  });
}

function largestExcess({ excess: { differences, autodiff, backends } }: VerifiedFigure): number {
  return Math.max(differences ?? 0, ...Object.values(autodiff), ...Object.values(backends));
}
