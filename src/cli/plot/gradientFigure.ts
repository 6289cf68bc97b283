import { barChart } from '../../charts/barChart.ts';
import { lineChart } from '../../charts/lineChart.ts';
import { counted } from '../../charts/numberText.ts';
import type { Column, Dataset } from '../../data/dataset.ts';
import { firstSamples } from '../../data/select.ts';
import { joinPath } from '../../model/model.ts';
import type { Run } from '../../training/run.ts';
import type { Batch } from '../../training/userBatch.ts';
import { dataValues } from './figure.ts';
import type { Draw, NamedChart } from './figure.ts';
import type { Look } from './history.ts';

const [title, axis] = ['Size of the gradient by layer', '|∂loss / ∂parameters|'];

/** How large the gradient is in each layer: over the steps where training looked at it, else for one batch under the final weights. */
export const drawGradients: Draw = async ({ history: { looks }, run: open, answers }) => {
  if (looks.length > 1) return [overSteps(looks)];
  const run = await open();
  if (typeof run === 'string') return run;
  const known = await answers();
  return typeof known === 'string' ? known : [await ofBatch(run, known.dataset, known.part)];
};

function overSteps(looks: readonly Look[]): NamedChart {
  const layers = [...new Set(looks.flatMap(look => look.layers.map(({ layer }) => layer)))];
  const series = layers.map(name => ({ name: name || 'model', points: looks.map(({ step, layers: own }) => ({ x: step, y: own.find(({ layer }) => layer === name)?.norm ?? Number.NaN })) }));
  return { name: 'gradients', chart: lineChart({ title, x: { label: 'step', scale: 'linear', whole: true }, y: { label: axis, scale: 'log' }, series }) };
}

async function ofBatch(run: Run, dataset: Dataset, part: string): Promise<NamedChart> {
  const batch = firstSamples(dataset, run.parts.training.batchSize);
  const { parameters } = await run.gradients(batchOf(batch, run));
  const paths = [...run.parts.objective.model.places.values()].map(({ path, spec }) => ({ path, names: Object.keys(spec.parameters ?? {}) })).filter(({ names }) => names.length > 0);
  const bars = paths.map(({ path, names }) => ({ label: path || 'model', value: Math.hypot(...names.flatMap(name => norm(parameters[joinPath(path, name)]?.values ?? []))) }));
  return { name: 'gradients', chart: barChart({ title: `${title}, of ${counted(batch.count, 'sample')} of the ${part} part`, axis, bars }) };
}

function batchOf({ inputs, targets }: Dataset, run: Run): Batch {
  const byName = (columns: readonly Column[]) => Object.fromEntries(columns.map(column => [column.name, { values: dataValues(column, run), shape: column.shape, dtype: column.dtype }]));
  return { inputs: byName(inputs), targets: byName(targets) };
}

/** √Σ g². */
function norm(values: ArrayLike<number>): number {
  return Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));
}
