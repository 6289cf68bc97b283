import type { RunConfig } from 'chainrule';
import { lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { curveOf } from '../history.ts';
import { below } from '../lecture.ts';
import type { LectureResult } from '../lecture.ts';
import { trained } from './trained.ts';
import type { Trained } from './trained.ts';

/** Epochs at the end whose mean loss is compared: a single one depends on the last few points. */
const last = 50;

/** A rate that falls, against rates that stay. */
export async function decay(changes: Partial<RunConfig>): Promise<LectureResult> {
  const constant = (learningRate: number) => trained('decay.yaml', { ...changes, optimizer: { use: 'sgd', learningRate } });
  const [falling, large, small] = [await trained('decay.yaml', changes), await constant(0.3), await constant(0.03)];
  const found = meanLoss(falling);
  return {
    findings: [
      below(`learning-rate decay: training loss of the last ${last} epochs, against η = 0.3 throughout`, Number(meanLoss(large).toPrecision(3)), found),
      below(`learning-rate decay: training loss of the last ${last} epochs, against η = 0.03 throughout`, Number(meanLoss(small).toPrecision(3)), found),
    ],
    figures: { 'learning-rate': chartOf({ 'η = 0.3': large, 'η = 0.03': small, 'η from 0.3, × 0.98 an epoch': falling }) },
  };
}

function meanLoss({ history: { epochs } }: Trained): number {
  return epochs.slice(-last).reduce((sum, { training }) => sum + training.loss / last, 0);
}

function chartOf(all: Readonly<Record<string, Trained>>): Chart {
  return lineChart({
    title: 'Stochastic descent at three rates', x: { label: 'epoch', scale: 'linear' }, y: { label: 'cross entropy, mean of the epoch', scale: 'log' },
    series: Object.entries(all).map(([name, { history }]) => curveOf(history, 'training', 'loss', name)),
  });
}
