import { sizeOf } from '../../tensor/shape.ts';
import { at, multipleOf, short } from './evidence.ts';
import type { Evidence, Hint } from './evidence.ts';

/** h = k·n with one k for all elements. One element alone proves nothing, unless k is a known one. */
export const factorHint: Hint = evidence => {
  const { hand, numeric, elements } = evidence;
  const k = multipleOf(at(hand), at(numeric), elements);
  if (k === undefined) return undefined;
  const size = Math.abs(k);
  const names = namedFactors(evidence).filter(({ value }) => isNear(size, value)).map(({ name }) => name);
  if (names.length === 0 && !isNear(size, 1) && elements.filter(index => numeric[index] !== 0).length < 2) return undefined;
  const told = names.length === 0 ? [] : [`(${names.join('; or ')})`];
  const scaled = k < 0 && isNear(size, 1) ? [] : [[`it is ${isNear(size, 1) ? size.toPrecision(7) : short(size)} times what it should be`, ...told].join(' ')];
  return [...k < 0 ? ['the sign is wrong'] : [], ...scaled].join(', and ');
};

function isNear(size: number, value: number): boolean {
  return Math.abs(size / value - 1) < 1e-4;
}

interface NamedFactor {
  readonly value: number;
  readonly name: string;
}

/** Factors that are usual mistakes, in words, the plainest first. */
function namedFactors(evidence: Evidence): readonly NamedFactor[] {
  const { batchSize, keepProbabilities, rows, inputs } = evidence;
  const penalty = evidence.part === 'regularizer' && evidence.upstream === undefined;
  return [
    ...plainFactors(penalty),
    ...[...new Set(keepProbabilities)].flatMap(keep => pair(keep, 'the keep probability: not scaled as the forward is', '1 / the keep probability: scaled once too often')),
    ...penalty && evidence.kind === 'parameter' ? [] : pair(batchSize, 'the batch size here: a sum over the batch in place of a mean', '1 / the batch size here: a mean over the batch in place of a sum'),
    ...rows === undefined || rows === batchSize ? [] : pair(rows, 'the number of rows here: a sum over samples and positions in place of a mean', '1 / the number of rows here: a mean over samples and positions in place of a sum'),
    ...inputs.length > 1 ? pair(inputs.length, 'the number of inputs', '1 / the number of inputs') : [],
    ...extentFactors(evidence),
  ];
}

/** A ½ that a penalty has and its derivative has not, or the other way round; the 2 of a square. */
function plainFactors(penalty: boolean): readonly NamedFactor[] {
  if (penalty) return [{ value: 0.5, name: 'the 2 of a square is missing in its derivative, or a ½ in the penalty' }, { value: 2, name: 'a ½ of the penalty is missing in its derivative' }];
  return [{ value: 0.5, name: 'a ½ too much, or the 2 of a square left out' }, { value: 2, name: 'a 2 too much, or a ½ left out' }];
}

function extentFactors({ kind, shape }: Evidence): readonly NamedFactor[] {
  const extents = kind === 'input' ? shape.slice(1) : shape;
  const several = extents.filter(extent => extent > 1).length > 1;
  return [
    ...[...new Set(extents)].flatMap(extent => pair(extent, 'an extent of its shape here: a sum in place of a mean', '1 / an extent of its shape here: a mean in place of a sum')),
    ...several ? pair(sizeOf(extents), 'the number of its elements here: a sum in place of a mean', '1 / the number of its elements here: a mean in place of a sum') : [],
  ];
}

function pair(value: number, name: string, inverse: string): readonly NamedFactor[] {
  return value === 1 ? [] : [{ value, name }, { value: 1 / value, name: inverse }];
}
