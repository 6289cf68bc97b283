import type { Run } from 'chainrule';
import { heatMap, imageGrid, lineChart } from 'chainrule/charts';
import type { Chart } from 'chainrule/charts';
import { classify, wrongImages } from '../classified.ts';
import { curveOf, newHistory } from '../history.ts';
import type { History } from '../history.ts';
import { agrees, atLeast } from '../lecture.ts';
import type { Lecture } from '../lecture.ts';
import { openConfig } from '../openConfig.ts';
import { parameterCount } from '../parameterCount.ts';
import { outputErrors } from './outputErrors.ts';

const digitNames = Array.from({ length: 10 }, (_, digit) => String(digit));

/** The digits of the notes: 8 × 8 pixels, standardised, ten outputs of one against all. */
export const lecture: Lecture = {
  name: 'digits',
  title: 'Digits of 8 × 8 pixels, one against all',
  async run(backend = 'auto') {
    const history = newHistory();
    await using run = await openConfig(import.meta.url, 'digits.yaml', { backend, observers: [history.observer] });
    await run.train();
    const figures = await run.evaluate('test');
    return {
      findings: [
        agrees('weights and biases of 64-30-10', 64 * 30 + 30 + 30 * 10 + 10, parameterCount(run), 0),
        await outputErrors(),
        atLeast('test accuracy', 0.95, Number(figures['accuracy'])),
      ],
      figures: { 'learning-curve': learningCurve(history), 'confusion-matrix': confusion(figures['confusionMatrix']), 'wrong-digits': await wrongDigits(run) },
    };
  },
};

function learningCurve(history: History): Chart {
  return lineChart({
    title: 'Cross entropy by epoch', x: { label: 'epoch', scale: 'linear' }, y: { label: 'cross entropy, summed over ten outputs', scale: 'log' },
    series: [curveOf(history, 'training', 'loss'), curveOf(history, 'validation', 'loss')],
  });
}

function confusion(counts: unknown): Chart {
  if (!Array.isArray(counts)) throw new Error('the config names no confusionMatrix');
  return heatMap({ title: 'Confusion matrix of the test digits', rows: digitNames, columns: digitNames, rowName: 'true digit', columnName: 'predicted digit', values: counts, figure: String });
}

async function wrongDigits(run: Run): Promise<Chart> {
  const test = run.parts.data?.test;
  if (test === undefined) throw new Error('the config has no test part');
  const images = wrongImages(run, test, await classify(run, test), 24);
  return imageGrid({ title: 'Test digits that are taken for others', width: 8, height: 8, images, colours: 'ink', range: [0, 1] });
}
