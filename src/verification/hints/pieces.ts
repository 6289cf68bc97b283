import { at, wrongElements } from './evidence.ts';
import type { Elementwise, Evidence, Hint, Quantity } from './evidence.ts';
import { quantitiesOf } from './expression.ts';
import { isTelling, rightElements, toldOf } from './narrowed.ts';

/** h is wrong in one piece of the function alone: where x < 0, where |x| > 1, where the prediction is far from the target. */
export const pieceHint: Hint = async evidence => {
  const wrong = wrongElements(evidence);
  const right = rightElements(evidence, wrong);
  if (right === undefined) return undefined;
  for (const { name, at: value } of measures(evidence)) {
    const border = between(value, wrong, right);
    if (border === undefined || !isTelling(wrong.length, right.length, border.zero ? 15 : 100)) continue;
    const told = await toldOf(evidence, wrong) ?? (border.zero ? 'it is wrong' : undefined);
    if (told !== undefined) return `where ${name} ${border.text} ${told}; right elsewhere`;
  }
  return undefined;
};

interface Measure {
  readonly name: string;
  readonly at: Elementwise;
}

/** What pieces are cut by: each quantity, its size, and how far a prediction is from its target or on its side. */
function measures(evidence: Evidence): readonly Measure[] {
  const { variable, quantities } = evidence;
  const target = quantities.find(({ name }) => name === 'target');
  const margin = target === undefined ? [] : [{ name: 'prediction·target', values: variable.values.map((value, index) => value * at(target.values)(index)) }];
  return [...quantitiesOf(evidence), ...margin].flatMap(measuresOf);
}

function measuresOf({ name, values }: Quantity): readonly Measure[] {
  return [{ name, at: at(values) }, { name: `|${name}|`, at: index => Math.abs(at(values)(index)) }];
}

/** The border between the wrong and the right elements, with as few digits as tell them apart; undefined where they lie among each other. */
function between(value: Elementwise, wrong: readonly number[], right: readonly number[]): { readonly text: string; readonly zero: boolean } | undefined {
  const [bad, good] = [wrong.map(value), right.map(value)];
  const [badLeast, badMost, goodLeast, goodMost] = [Math.min(...bad), Math.max(...bad), Math.min(...good), Math.max(...good)];
  if (badMost < goodLeast) return { text: `< ${roundIn(badMost, goodLeast)}`, zero: badMost < 0 && goodLeast > 0 };
  return goodMost < badLeast ? { text: `> ${roundIn(goodMost, badLeast)}`, zero: goodMost < 0 && badLeast > 0 } : undefined;
}

function roundIn(low: number, high: number): string {
  if (low < 0 && high > 0) return '0';
  const digits = [1, 2, 3, 4, 5, 6].map(count => Number(((low + high) / 2).toPrecision(count)));
  return String(digits.find(own => own > low && own < high) ?? low).replace('-', '−');
}
