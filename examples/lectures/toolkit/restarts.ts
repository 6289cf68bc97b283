import type { EpochReport, RunConfig } from 'chainrule';
import { lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { curveOf } from '../history.ts';
import type { History } from '../history.ts';
import { agrees, below } from '../lecture.ts';
import type { LectureResult } from '../lecture.ts';
import { epochMeans } from './epochMeans.ts';
import { trained } from './trained.ts';

/** Random restart: trainings from other first weights, of which the best is kept. */
export async function restarts(changes: Partial<RunConfig>): Promise<LectureResult> {
  const { history, end, training } = await trained('restarts.yaml', changes);
  const { best = 0, all = [] } = end.restarts ?? {};
  const losses = all.map(({ value }) => value);
  const [least, greatest] = [Math.min(...losses), Math.max(...losses)];
  return {
    findings: [
      agrees('random restart: the number of the training that is kept', losses.indexOf(least) + 1, best, 0),
      below('random restart: training loss of the best, against half that of the worst', Number((greatest / 2).toPrecision(3)), least),
      agrees('random restart: training loss of the kept weights', Number(least.toPrecision(3)), training, 0.01),
    ],
    figures: { restarts: chartOf(history, best) },
  };
}

function chartOf({ epochs, observer }: History, best: number): Chart {
  const starts = epochs.flatMap(({ epoch }, index) => (epoch === 1 ? [index] : []));
  const each = starts.map((from, index): readonly EpochReport[] => epochs.slice(from, starts[index + 1]));
  return lineChart({
    title: 'Six trainings from other first weights, means of ten epochs', x: { label: 'epoch', scale: 'linear' }, y: { label: 'cross entropy of the training data', scale: 'log' },
    series: each.map((own, index) => epochMeans(curveOf({ epochs: own, observer }, 'training', 'loss', `training ${index + 1}${index + 1 === best ? ', kept' : ''}`))),
  });
}
