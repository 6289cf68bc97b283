import type { Run } from 'chainrule';
import { newHistory } from '../history.ts';
import type { History } from '../history.ts';
import { atLeast, shows } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { linearUnitOf } from '../linearUnit.ts';
import type { LinearUnit } from '../linearUnit.ts';
import { openConfig } from '../openConfig.ts';
import { trainingSamples } from '../trainingSamples.ts';
import { boundary, errorCurve } from './figures.ts';
import { gradientFindings } from './gradients.ts';
import { batchUpdates, randomOrder, sameAlgorithm } from './updates.ts';

/** The epochs after which the boundary is drawn, from before the first on. */
const looks = [0, 2, 5, 10, 20, 40, 100];

/** Logistic regression of the notes: the perceptron with σ in place of the step, and cross entropy as its error. */
export const lecture: Lecture = {
  name: 'logistic-regression',
  title: 'Logistic regression',
  async run(backend = 'auto') {
    const byBatch = await trained('batch.yaml', backend);
    const byPoint = await trained('point-by-point.yaml', backend);
    const { samples } = byBatch;
    return {
      findings: [
        ...await gradientFindings(), ...await sameAlgorithm(), ...await batchUpdates(), await randomOrder(),
        ...falls(`batch of m on ${backend}`, byBatch), ...falls(`batch of 1 on ${backend}`, byPoint),
      ],
      figures: {
        'boundary-batch': boundary(samples, `Batch of m: the boundary after epochs ${looks.join(', ')}`, byBatch.units),
        'boundary-point-by-point': boundary(samples, `Batch of 1: the boundary after epochs ${looks.join(', ')}`, byPoint.units),
        'error-curve': errorCurve(byBatch.history, byPoint.history),
      },
    };
  },
};

interface Trained {
  readonly samples: ReturnType<typeof trainingSamples>;
  readonly history: History;
  readonly units: readonly LinearUnit[];
  readonly accuracy: number;
}

async function trained(file: string, backend: string): Promise<Trained> {
  const history = newHistory();
  await using run = await openConfig(import.meta.url, file, { backend, observers: [history.observer] });
  const units = await unitsAt(run);
  return { samples: trainingSamples(run), history, units, accuracy: Number((await run.evaluate('train'))['accuracy']) };
}

async function unitsAt(run: Run): Promise<readonly LinearUnit[]> {
  const units: LinearUnit[] = [];
  for (const [index, epoch] of looks.entries()) {
    if (index > 0) await run.train({ epochs: epoch - (looks[index - 1] ?? 0) });
    units.push(await linearUnitOf(run));
  }
  return units;
}

function falls(name: string, { history, accuracy }: Trained): readonly Finding[] {
  const [first, last] = [history.epochs[0]?.training.loss ?? Number.NaN, history.epochs.at(-1)?.training.loss ?? Number.NaN];
  return [
    shows(`${name}: E, the first and the last of ${history.epochs.length} epochs`, 'falls', `${first.toFixed(3)} → ${last.toFixed(3)}`, last < first),
    atLeast(`${name}: share of the points on their side of the boundary`, 0.8, accuracy),
  ];
}
