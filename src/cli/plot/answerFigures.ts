import { heatMap } from '../../charts/heatMap.ts';
import { counted } from '../../charts/numberText.ts';
import { scatterChart } from '../../charts/scatterChart.ts';
import type { Draw } from './figure.ts';
import { judged } from './judgements.ts';

/** The most points of a chart: more lie over each other. */
const mostPoints = 1000;

/** How often each class was taken for each. */
export const drawConfusion: Draw = source => judged(source, ({ part, dataset }, judgements) => {
  if (judgements.kind !== 'classes') return 'the targets are numbers, not classes';
  const { names, predicted, right } = judgements;
  const counts = names.map(() => names.map(() => 0));
  right.forEach((row, sample) => {
    const [line, column] = [counts[row], predicted[sample] ?? -1];
    if (line !== undefined && column in line) line[column] = (line[column] ?? 0) + 1;
  });
  const hits = right.filter((own, sample) => own === predicted[sample]).length;
  const title = `${hits.toLocaleString('en-US')} of ${counted(dataset.count, 'sample')} of the ${part} part right`;
  return [{ name: 'confusion', chart: heatMap({ title, rows: names, columns: names, rowName: 'true class', columnName: 'predicted class', values: counts, figure: String }) }];
});

/** What was predicted over what is true; on the line both are equal. */
export const drawPredictions: Draw = source => judged(source, ({ part, dataset }, judgements) => {
  if (judgements.kind !== 'numbers') return 'the targets are classes, not numbers';
  const { width, predicted, right } = judgements;
  const every = Math.max(1, Math.ceil(right.length / mostPoints));
  const points = Array.from({ length: Math.ceil(right.length / every) }, (_, index) => index * every).map(place => ({
    x: right[place] ?? Number.NaN, y: predicted[place] ?? Number.NaN, label: `sample ${Math.floor(place / width)}`, group: width === 1 ? undefined : `output ${place % width}`,
  }));
  const name = dataset.targets[0]?.name ?? 'target';
  const title = `Predictions against truth, ${part} part`;
  return [{ name: 'predictions', chart: scatterChart({ title, x: { label: `true ${name}`, scale: 'linear' }, y: { label: `predicted ${name}`, scale: 'linear' }, points, diagonal: true }) }];
});
