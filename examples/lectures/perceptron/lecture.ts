import type { Run } from 'chainrule';
import { newHistory } from '../history.ts';
import { agrees, atLeast, shows } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { openConfig, oracle } from '../openConfig.ts';
import { trainingSamples } from '../trainingSamples.ts';
import { courseOf, errorsOf, repetition, same } from './course.ts';
import type { Course } from './course.ts';
import { figuresOf } from './figures.ts';
import type { Drawn } from './figures.ts';
import { pointByPoint, singleUpdates } from './updates.ts';

const epochs = { separable: 12, inseparable: 120 };

/** The perceptron algorithm of the notes: a step prediction, and a line that each misclassified point pulls nearer. */
export const lecture: Lecture = {
  name: 'perceptron',
  title: 'The perceptron algorithm',
  async run(backend = 'auto') {
    const history = newHistory();
    await using run = await openConfig(import.meta.url, 'separable.yaml', { backend, observers: [history.observer] });
    const separable = await courseOf(run, history, epochs.separable);
    const inseparable = await endless();
    return {
      findings: [
        ...await singleUpdates(), ...await pointByPoint(), ...await converged(run, separable, backend), ...divided(inseparable), await stopped(backend),
      ],
      figures: figuresOf({ samples: trainingSamples(run), course: separable }, inseparable),
    };
  },
};

/** An epoch without an error leaves the weights alone, and so do all that follow. */
async function converged(run: Run, { units, errors }: Course, backend: string): Promise<readonly Finding[]> {
  const { accuracy } = await run.evaluate('train');
  const [before, after] = units.slice(-2);
  const unchanged = before !== undefined && after !== undefined && same(before, after);
  return [
    shows(`separable: errors by epoch, on ${backend}`, 'fall to 0', errors.join(', '), errors.at(-1) === 0),
    shows('separable: the line after an epoch without an error', 'stays', unchanged ? 'it stays' : 'it moves', unchanged),
    agrees('separable: share of the points on their side of the last line', 1, Number(accuracy), 0),
  ];
}

/** The course over points that no line parts, in float64. */
async function endless(): Promise<Drawn> {
  const history = newHistory();
  await using run = await openConfig(import.meta.url, 'inseparable.yaml', { ...oracle, observers: [history.observer] });
  return { samples: trainingSamples(run), course: await courseOf(run, history, epochs.inseparable) };
}

function divided({ course }: Drawn): readonly Finding[] {
  const again = repetition(course);
  return [
    atLeast(`inseparable: fewest errors in an epoch, of ${course.errors.length} epochs`, 1, Math.min(...course.errors)),
    shows('inseparable: the weights', 'do not converge', again === undefined ? 'no weights came again' : `do not converge: after epoch ${again.again} those after epoch ${again.first}, and all comes again`, again !== undefined),
  ];
}

/** How a user is told: training stops before its last epoch, and the best epoch still has errors. */
async function stopped(backend: string): Promise<Finding> {
  const history = newHistory();
  await using run = await openConfig(import.meta.url, 'inseparable.yaml', { backend, observers: [history.observer] });
  const { reason, epochs: ended, best } = await run.train();
  const errors = errorsOf(history.epochs);
  const verdict = errors.includes(0) ? 'converged' : 'no epoch was without an error';
  const found = `${reason} in epoch ${ended}, ${verdict}, best accuracy ${best?.value} in epoch ${best?.epoch}`;
  return shows(`inseparable: training on ${backend}`, 'says that it does not converge', found, reason === 'stopped early' && !errors.includes(0));
}
