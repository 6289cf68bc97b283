import { sizeOf } from '../../tensor/shape.ts';
import { alike, at } from './evidence.ts';
import type { Hint } from './evidence.ts';

/** h holds n moved by one place along an axis. */
export const shiftedHint: Hint = ({ hand, numeric, elements, shape }) => {
  for (const [axis, extent] of shape.entries()) {
    if (extent < 3) continue;
    const stride = sizeOf(shape.slice(axis + 1));
    for (const by of [1, -1]) {
      const place = (index: number) => (Math.floor(index / stride) % extent) + by;
      const inside = elements.filter(index => place(index) >= 0 && place(index) < extent);
      if (inside.length > 2 && alike(at(hand), index => at(numeric)(index + by * stride), inside)) return `it is moved by one place along axis ${axis}`;
    }
  }
  return undefined;
};
