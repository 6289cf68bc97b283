import { answeredField } from '../../charts/answeredField.ts';
import { domainsOf } from '../../charts/boundary.ts';
import { boundaryChart } from '../../charts/boundaryChart.ts';
import type { Background } from '../../charts/boundary.ts';
import type { Chart } from '../../charts/chart.ts';
import type { Run } from '../../training/run.ts';
import { dataValues } from './figure.ts';
import type { Answers, Draw } from './figure.ts';
import { judged, rowsOf } from './judgements.ts';
import type { Judgements } from './judgements.ts';

/** The most samples that are drawn: the background must stay in sight. */
const mostPoints = 400;

/** What the model answers over the plane of its two inputs. */
export const drawBoundary: Draw = async source => {
  const run = await source.run();
  if (typeof run === 'string') return run;
  const { inputs } = run.parts.layout;
  if (inputs.length !== 1 || inputs[0]?.shape.join() !== '2') return `the model has inputs of shape ${inputs.map(({ shape }) => `[${shape.join(', ')}]`).join(', ')}, not two numbers`;
  return judged(source, async (known, judgements) => [{ name: 'boundary', chart: await chartOf(known, judgements, run) }]);
};

async function chartOf(known: Answers, judgements: Judgements, run: Run): Promise<Chart> {
  const points = pointsOf(known, judgements, run);
  const [x, y] = domainsOf({ x: {}, y: {}, points });
  const field = await answeredField(async places => rowsOf((await run.predict([...places]))[0]?.values ?? [], known.outputs[0]?.shape[1] ?? 1), { x, y });
  const [across = 'x₁', up = 'x₂'] = known.dataset.inputs[0]?.fields ?? [];
  const title = `What the model answers, and the samples of the ${known.part} part`;
  const classes = judgements.kind === 'classes' ? judgements.names : undefined;
  return boundaryChart({ title, x: { label: across, domain: x }, y: { label: up, domain: y }, points, classes, ...backgroundOf(field, judgements, known, run) });
}

function pointsOf({ dataset }: Answers, judgements: Judgements, run: Run) {
  const [column] = dataset.inputs;
  const places = rowsOf(column === undefined ? [] : dataValues(column, run), 2).slice(0, mostPoints);
  return places.map(([x = Number.NaN, y = Number.NaN], index) => ({ x, y, label: `sample ${index}`, group: judgements.kind === 'classes' ? judgements.names[judgements.right[index] ?? -1] : undefined }));
}

/** The classes by their scores; of yes or no and of numbers the first output. */
function backgroundOf(field: (x: number, y: number) => readonly number[], judgements: Judgements, { outputs }: Answers, run: Run): Background {
  const value = (x: number, y: number) => field(x, y)[0] ?? Number.NaN;
  if (judgements.kind === 'classes' && (outputs[0]?.shape[1] ?? 1) > 1) return { classOf: field };
  if (judgements.kind === 'numbers') return { value, levels: [], valueLabel: judgements.width > 1 ? `output 1 of ${judgements.width}` : 'the output' };
  const scores = run.parts.objective.losses[0]?.loss.fromLogits === true;
  return { value, levels: [scores ? 0 : 0.5], valueLabel: scores ? 'score' : 'output' };
}
