import { alike, at, short } from './evidence.ts';
import type { Evidence, Hint } from './evidence.ts';

/** h = k·n with one k for all elements. One element alone proves nothing, unless k is a known one. */
export const factorHint: Hint = evidence => {
  const { hand, numeric, elements } = evidence;
  const k = commonFactor(evidence);
  if (k === undefined || !alike(at(hand), index => k * at(numeric)(index), elements)) return undefined;
  const size = Math.abs(k);
  const names = namedFactors(evidence).filter(({ value }) => isNear(size, value)).map(({ name }) => name);
  if (names.length === 0 && !usual.some(value => isNear(size, value)) && elements.filter(index => numeric[index] !== 0).length < 2) return undefined;
  const told = names.length === 0 ? [] : [`(${names.join('; or ')})`];
  const scaled = k < 0 && isNear(size, 1) ? [] : [[`it is ${isNear(size, 1) ? size.toPrecision(7) : short(size)} times what it should be`, ...told].join(' ')];
  return [...k < 0 ? ['the sign is wrong'] : [], ...scaled].join(', and ');
};

/** Factors that need no name to be believed. */
const usual = [1, 2, 0.5];

/** The factor of the element with the largest derivative. */
function commonFactor({ hand, numeric, elements }: Evidence): number | undefined {
  const [first, ...rest] = elements;
  if (first === undefined) return undefined;
  const largest = rest.reduce((most, index) => (Math.abs(at(numeric)(index)) > Math.abs(at(numeric)(most)) ? index : most), first);
  const k = at(hand)(largest) / at(numeric)(largest);
  return Number.isFinite(k) && k !== 0 ? k : undefined;
}

function isNear(size: number, value: number): boolean {
  return Math.abs(size / value - 1) < 1e-4;
}

interface NamedFactor {
  readonly value: number;
  readonly name: string;
}

/** Factors that are usual mistakes, in words. */
function namedFactors({ batchSize, keepProbabilities, shape, kind }: Evidence): readonly NamedFactor[] {
  const extents = kind === 'input' ? shape.slice(1) : shape;
  const pair = (value: number, name: string, inverse: string): readonly NamedFactor[] => (value === 1 ? [] : [{ value, name }, { value: 1 / value, name: inverse }]);
  return [
    ...pair(batchSize, 'the batch size here: a sum over the batch in place of a mean', '1 / the batch size here: a mean over the batch in place of a sum'),
    ...[...new Set(keepProbabilities)].flatMap(keep => pair(keep, 'the keep probability: not scaled as the forward is', '1 / the keep probability: scaled once too often')),
    ...[...new Set(extents)].flatMap(extent => pair(extent, 'an extent of its shape here: a sum in place of a mean', '1 / an extent of its shape here: a mean in place of a sum')),
  ];
}
