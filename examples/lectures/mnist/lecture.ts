import type { Run } from 'chainrule';
import { imageGrid, lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { classify, wrongImages } from '../classified.ts';
import { curveOf } from '../history.ts';
import { atLeast } from '../lecture.ts';
import type { Lecture } from '../lecture.ts';
import { columnImages } from './columnImages.ts';
import { nudges } from './nudges.ts';
import { trained } from './trained.ts';
import type { Trained } from './trained.ts';

/** MNIST: the 784-16-16-10 network of the notes, Nielsen's 784-30-10, and 784-512-512-10 with dropout. */
export const lecture: Lecture = {
  name: 'mnist',
  title: 'MNIST, from 784-16-16-10 to dropout',
  async run(backend = 'auto') {
    const average = await nudges();
    const sixteen = await trained('sixteen.yaml', { backend }, async run => ({ 'first-layer': await firstLayer(run) }));
    const nielsen = await trained('nielsen.yaml', { backend });
    const dropout = await trained('dropout.yaml', { backend }, async run => ({ 'wrong-digits': await wrongDigits(run) }));
    return {
      findings: [
        ...average.findings,
        atLeast('784-16-16-10: test accuracy', 0.93, sixteen.accuracy),
        atLeast('784-30-10, quadratic cost: test accuracy', 0.945, nielsen.accuracy),
        atLeast('784-512-512-10, dropout: test accuracy', 0.98, dropout.accuracy),
      ],
      figures: { ...sixteen.figures, nudges: average.figure, ...dropout.figures, 'learning-curves': learningCurves({ '784-16-16-10': sixteen, '784-30-10': nielsen, '784-512-512-10': dropout }) },
    };
  },
};

/** The sixteen columns of W⁽¹⁾, each as the image that it weighs. */
async function firstLayer(run: Run): Promise<Chart> {
  const { 'first/kernel': kernel } = await run.getWeights(['first/kernel']);
  const images = columnImages(kernel).map((values, unit) => ({ values, caption: `unit ${unit + 1}` }));
  return imageGrid({ title: 'Weights of the first layer, 784-16-16-10', width: 28, height: 28, images, colours: 'diverging', range: 'each' });
}

async function wrongDigits(run: Run): Promise<Chart> {
  const test = run.parts.data?.test;
  if (test === undefined) throw new Error('the config has no test part');
  const images = wrongImages(run, test, await classify(run, test), 28);
  return imageGrid({ title: 'The first 28 test digits that 784-512-512-10 gets wrong', width: 28, height: 28, images, colours: 'ink', range: [0, 1] });
}

function learningCurves(recipes: Readonly<Record<string, Trained>>): Chart {
  return lineChart({
    title: 'Accuracy on the validation digits', x: { label: 'epoch', scale: 'linear' }, y: { label: 'share of right answers', scale: 'linear' },
    series: Object.entries(recipes).map(([name, { history }]) => curveOf(history, 'validation', 'accuracy', name)),
  });
}
