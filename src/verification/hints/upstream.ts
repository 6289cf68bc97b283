import { alike, at } from './evidence.ts';
import type { Hint } from './evidence.ts';

/** The chain rule is left out, or used twice: h is dy itself, f′ alone, or f′ ⊙ dy². */
export const upstreamHint: Hint = ({ kind, hand, numeric, elements, upstream }) => {
  if (kind !== 'input' || upstream === undefined) return undefined;
  const [h, n, dy] = [at(hand), at(numeric), at(upstream)];
  if (alike(h, dy, elements)) return 'it is dy, passed on as it came: the derivative of the layer itself is missing';
  if (alike(index => h(index) * dy(index), n, elements)) return 'it is not multiplied by dy, the gradient of the output';
  return alike(h, index => n(index) * dy(index), elements) ? 'it is multiplied by dy twice' : undefined;
};
