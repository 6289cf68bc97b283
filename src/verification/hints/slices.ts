import { sizeOf } from '../../tensor/shape.ts';
import { wrongElements } from './evidence.ts';
import type { Hint } from './evidence.ts';
import { isTelling, rightElements, toldOf } from './narrowed.ts';

/** h is wrong at some indices of an axis alone: at an edge, in all but the last step of a sequence, in one half. */
export const sliceHint: Hint = async evidence => {
  const wrong = wrongElements(evidence);
  const right = rightElements(evidence, wrong);
  if (right === undefined || !isTelling(wrong.length, right.length, 100)) return undefined;
  const { shape } = evidence;
  for (const axis of shape.keys()) {
    const stride = sizeOf(shape.slice(axis + 1));
    const place = (index: number) => Math.floor(index / stride) % (shape[axis] ?? 1);
    const [bad, good] = [new Set(wrong.map(place)), new Set(right.map(place))];
    if (good.size + bad.size === shape[axis] && ![...bad].some(own => good.has(own))) return `${indices(bad, axis)} ${await toldOf(evidence, wrong) ?? 'it is wrong'}; right at ${good.size === 1 ? 'index' : 'indices'} ${listed(good)}`;
  }
  return undefined;
};

function indices(these: ReadonlySet<number>, axis: number): string {
  return `at ${these.size === 1 ? 'index' : 'indices'} ${listed(these)} of axis ${axis}`;
}

function listed(these: ReadonlySet<number>): string {
  const all = [...these].toSorted((left, right) => left - right);
  return all.length > 4 ? `${all.slice(0, 3).join(', ')}, … ${all.at(-1)}` : all.join(', ');
}
