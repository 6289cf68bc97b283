import type { Run } from 'chainrule';
import { answeredField, boundaryChart, lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { curveOf } from '../history.ts';
import type { History } from '../history.ts';
import { rowsOf } from '../matrix.ts';
import { plottedPoints } from '../plottedPoints.ts';
import { trainingSamples } from '../trainingSamples.ts';

const classes = ['duck', 'beaver', 'walrus'];
const domains = { x: [0, 1], y: [0, 1] } as const;

/** The class that wins at each place, the probability of one class, and the error by epoch. */
export async function figuresOf(run: Run, history: History): Promise<Readonly<Record<string, Chart>>> {
  const answers = await answeredField(async points => rowsOf((await run.predict(points, 1000))[0]), domains);
  const points = plottedPoints(trainingSamples(run), classes);
  const plane = { x: { label: 'x₁', domain: domains.x }, y: { label: 'x₂', domain: domains.y }, points, classes };
  return {
    'three-classes': boundaryChart({ ...plane, title: 'The class with the largest probability', classOf: answers }),
    'probability': boundaryChart({
      ...plane, title: 'The probability of a beaver', value: (across, up) => answers(across, up)[1] ?? Number.NaN, valueLabel: 'P(beaver)', levels: [0.1, 0.3, 0.5, 0.7, 0.9],
    }),
    'error-curve': lineChart({
      title: 'Cross entropy by epoch', x: { label: 'epoch', scale: 'linear' }, y: { label: 'cross entropy E, mean over the points', scale: 'linear' },
      series: [curveOf(history, 'training', 'loss', 'softmax of three classes')],
    }),
  };
}
