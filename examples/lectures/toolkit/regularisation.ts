import { histogram, lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { curveOf } from '../history.ts';
import { atLeast, below, shows } from '../lecture.ts';
import type { Finding, LectureResult } from '../lecture.ts';
import { epochMeans } from './epochMeans.ts';
import type { Trained } from './trained.ts';

/** The trainings that differ in how they are held back. */
export interface Regularised {
  readonly without: Trained;
  readonly L1: Trained;
  readonly L2: Trained;
  readonly dropout: Trained;
}

/** In size below this a weight counts as none. */
const none = 1e-3;

/** What L1, L2 and dropout do to the gap between training and validation, and to the weights. */
export function regularisation(all: Regularised): LectureResult {
  const { without, L1, L2, dropout } = all;
  return {
    findings: [
      ...[{ name: 'L1', to: L1 }, { name: 'L2', to: L2 }, { name: 'dropout', to: dropout }].map(({ name, to }) => smallerGap(name, to, without)),
      atLeast('L1: share of weights under 1e-3', 0.8, smallShare(L1)),
      below('L2: share of weights under 1e-3', 0.1, smallShare(L2)),
      below('L2: mean size of a weight, against that without', Number(meanSize(without).toPrecision(3)), meanSize(L2)),
    ],
    figures: { weights: sizes(all), regularisation: validationCurves(all), dropout: dropoutCurves(all) },
  };
}

function smallerGap(name: string, to: Trained, without: Trained): Finding {
  const gap = ({ training, validation }: Trained) => validation - training;
  return shows(`${name}: validation loss − training loss`, `smaller than ${gap(without).toFixed(3)} without`, gap(to).toFixed(3), gap(to) < gap(without) / 2 && to.validation < without.validation);
}

function smallShare({ weights }: Trained): number {
  return weights.filter(weight => Math.abs(weight) < none).length / weights.length;
}

function meanSize({ weights }: Trained): number {
  return weights.reduce((sum, weight) => sum + Math.abs(weight), 0) / weights.length;
}

function sizes({ without, L1, L2 }: Regularised): Chart {
  const series = Object.entries({ without, L1, L2 }).map(([name, { weights }]) => ({ name, values: weights.map(weight => Math.log10(Math.abs(weight))) }));
  return histogram({ title: 'Sizes of the 1120 weights', x: { label: 'decimal logarithm of |w|', domain: [-7, 1] }, series, bins: 32 });
}

function validationCurves(all: Regularised): Chart {
  return lineChart({
    title: 'Validation without and with a remedy, means of ten epochs', x: { label: 'epoch', scale: 'linear' }, y: { label: 'cross entropy, without penalties', scale: 'linear' },
    series: Object.entries(all).map(([name, { history }]: [string, Trained]) => epochMeans(curveOf(history, 'validation', 'binaryCrossEntropy', name))),
  });
}

/** Training losses are those of the steps, with units left out. */
function dropoutCurves({ without, dropout }: Regularised): Chart {
  const series = Object.entries({ without, 'with dropout': dropout }).flatMap(([group, { history }]) => [
    { ...curveOf(history, 'training', 'loss', `training, ${group}`), group, dashed: true },
    { ...curveOf(history, 'validation', 'loss', `validation, ${group}`), group },
  ]);
  return lineChart({ title: 'Training and validation with dropout, means of ten epochs', x: { label: 'epoch', scale: 'linear' }, y: { label: 'cross entropy', scale: 'linear' }, series: series.map(epochMeans) });
}
