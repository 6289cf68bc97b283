import type { Layer } from '../../layers/layer.ts';
import { dataOf } from '../gradientProblem.ts';
import type { GradientProblem } from '../gradientProblem.ts';
import type { Part } from './part.ts';
import { partsOf } from './partsOf.ts';

/** What is found in the parts of a problem, each alone, the innermost first. A layer is passed over where something was found in one that it applies: that explains it. */
export async function innermost<Found>(problem: GradientProblem, find: (part: Part) => Promise<Found | undefined>): Promise<readonly Found[]> {
  const all: Found[] = [];
  const explained = new Set<Layer>();
  for (const part of await partsOf(problem, dataOf(problem))) {
    const inherited = part.children.some(child => explained.has(child));
    const found = inherited ? undefined : await find(part);
    if (found !== undefined) all.push(found);
    if (part.layer !== undefined && (inherited || found !== undefined)) explained.add(part.layer);
  }
  return all;
}
