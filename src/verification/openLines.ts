import type { VerifiedFigure } from './verification.ts';

/** What a verdict says of elements that were compared in fewer ways than the others, a line each way. */
export function openLines(figures: readonly VerifiedFigure[], nameOf: (figure: VerifiedFigure) => string): readonly string[] {
  const line = (heading: string, countOf: (figure: VerifiedFigure) => number) => {
    const told = figures.filter(figure => countOf(figure) > 0).map(figure => `${countOf(figure)} of the ${figure.size} elements of ${nameOf(figure)}`);
    return told.length === 0 ? [] : [`${heading}: ${told.join(', ')}`];
  };
  return [
    ...line('rest on nothing, for kinks or since differences do not resolve them, and no automatic differentiation agrees', ({ unchecked, status }) => (status === 'not compared' ? 0 : unchecked)),
    ...line('rest on automatic differentiation alone, since differences do not resolve them', ({ unresolved, unchecked }) => Math.max(0, unresolved - unchecked)),
    ...line('not looked at, since kinks are near or the loss is costly', notLookedAt),
  ];
}

/** Why a figure could not be compared. */
export function reasonOf({ unresolved }: VerifiedFigure): string {
  return unresolved === 0 ? 'every element lies on a kink' : 'differences do not resolve it: the loss rounds too much, or turns too fast';
}

function notLookedAt({ kind, size, compared, grouped, kinks, unresolved }: VerifiedFigure): number {
  return kind === 'loss' ? 0 : size - compared - grouped - kinks - unresolved;
}
