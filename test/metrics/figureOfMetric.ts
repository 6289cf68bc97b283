import { arrays, createRun, meanSquaredError, sgd } from 'chainrule';
import type { Figure, MetricInput, Reference } from 'chainrule';

type Rows = readonly (number | readonly number[])[];

/** A metric's figure of given predictions and targets, beside a loss that tells no logits. */
export async function figureOfMetric(metric: MetricInput, predictions: Rows, targets: Rows, loss: Reference<'loss'> = meanSquaredError()): Promise<Figure | undefined> {
  await using run = await createRun({
    model: 'linear', loss, optimizer: sgd(), metrics: [metric], backend: 'typescript',
    data: arrays({ inputs: predictions, targets }), training: { batchSize: 2 },
  });
  const { loss: _, ...figures } = await run.evaluate('train');
  return Object.values(figures)[0];
}
