import { ConfigError, suggestNames } from '../../errors.ts';
import type { figureNames } from '../plot.ts';
import { drawConfusion, drawPredictions } from './answerFigures.ts';
import { drawBoundary } from './boundaryFigure.ts';
import { drawLoss, drawMetrics } from './curves.ts';
import type { Draw } from './figure.ts';
import { drawGradients } from './gradientFigure.ts';
import { drawHistograms, drawWeights } from './weightFigures.ts';

/** How each figure is drawn. */
export const figures: Readonly<Record<typeof figureNames[number], Draw>> = {
  loss: drawLoss, metrics: drawMetrics, weights: drawWeights, histograms: drawHistograms, gradients: drawGradients, confusion: drawConfusion, predictions: drawPredictions, boundary: drawBoundary,
};

/** The names in a list with commas, in the order of those that are known. Throws a ConfigError that names the flag for one that is not. */
export function namesIn<Name extends string>(flag: string, text: string, known: readonly Name[]): readonly Name[] {
  const names = text.split(',').map(name => name.trim()).filter(name => name !== '');
  const unknown = names.length === 0 ? text : names.find(name => !known.some(own => own === name));
  if (unknown === undefined) return known.filter(name => names.includes(name));
  throw new ConfigError('the flag has a wrong value', { where: flag, got: JSON.stringify(unknown), expected: `some of ${known.join(', ')}, with commas`, ...suggestNames(unknown, known) });
}
