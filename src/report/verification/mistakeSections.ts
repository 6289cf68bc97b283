import { partName } from '../../verification/partName.ts';
import type { Culprit, LoneAutodiff, Verification, VerifiedFigure } from '../../verification/verification.ts';
import type { Block, Section } from '../report.ts';
import { figureTable } from './figureTable.ts';

/** A section for each part that is wrong by itself, and one for each case in which tf.js stands alone. */
export function mistakeSections({ culprits, loneAutodiff }: Verification): readonly Section[] {
  return [...culprits.filter(({ figures }) => figures.length > 0).map(culpritSection), ...loneAutodiff.map(loneSection)];
}

function culpritSection({ figures, ...part }: Culprit): Section {
  const text = `Verified alone, ${partName(part)} is wrong. The element that is farthest off, of each gradient:`;
  return { heading: `Wrong: ${partName(part)}`, blocks: [{ kind: 'text', text }, ...details(figures)] };
}

function loneSection({ path, component, inputs, figure }: LoneAutodiff): Section {
  const shapes = inputs.map(shape => `[${shape.join(', ')}]`).join(' and ');
  const text = `By hand and by central differences the gradient is the same; tf.js gives another. The smallest case that was found: \`${component}\` on inputs of shape ${shapes}.`;
  return { heading: `tf.js stands alone: ${path === '' ? component : path}`, blocks: [{ kind: 'text', text }, ...details([figure])] };
}

function details(figures: readonly VerifiedFigure[]): readonly Block[] {
  const hints = [...new Set(figures.flatMap(({ hint }) => hint ?? []))];
  return [{ kind: 'table', ...figureTable(figures, 'Side by side') }, ...hints.length === 0 ? [] : [{ kind: 'list', items: hints } as const]];
}
