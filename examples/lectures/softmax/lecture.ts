import { newHistory } from '../history.ts';
import { atLeast, shows } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { openConfig } from '../openConfig.ts';
import { figuresOf } from './figures.ts';
import { threeClasses } from './threeClasses.ts';
import { twoClasses } from './twoClasses.ts';

/** Softmax and cross entropy of the notes: as many scores as classes, and probabilities of their powers. */
export const lecture: Lecture = {
  name: 'softmax',
  title: 'Softmax and cross entropy',
  async run(backend = 'auto') {
    const findings: Finding[] = [...await threeClasses(), ...await twoClasses()];
    const history = newHistory();
    await using run = await openConfig(import.meta.url, 'three-classes.yaml', { backend, observers: [history.observer] });
    await run.train();
    const [first, last] = [history.epochs[0], history.epochs.at(-1)].map(report => report?.training.loss ?? Number.NaN);
    findings.push(
      shows(`three classes on ${backend}: E, the first and the last of ${history.epochs.length} epochs`, 'falls', `${first?.toFixed(3)} → ${last?.toFixed(3)}`, Number(last) < Number(first)),
      atLeast(`three classes on ${backend}: share of the points whose class has the largest probability`, 0.9, Number((await run.evaluate('train'))['accuracy'])),
    );
    return { findings, figures: await figuresOf(run, history) };
  },
};
