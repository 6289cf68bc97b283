import type { Operation } from '../operations.ts';
import { refuse } from './derivative.ts';
import type { Derivative, none } from './derivative.ts';
import { elementwiseDerivatives } from './elementwise.ts';
import { imageDerivatives } from './images.ts';
import { inline } from './inline.ts';
import { productDerivatives } from './products.ts';
import { scanDerivative } from './recurrence.ts';
import { structuralDerivatives } from './structural.ts';

/** The derivative of every operation of the closed set: a new one does not compile until it has an answer here. */
export const derivatives: { readonly [K in Operation]: Derivative<K> | typeof none } = {
  ...elementwiseDerivatives,
  ...structuralDerivatives,
  ...productDerivatives,
  ...imageDerivatives,
  scan: scanDerivative,
  /** The declared backward stands in for the derivative. */
  surrogate({ inputs, attributes: { backward }, dy }) {
    let made: ReturnType<typeof inline> | undefined;
    const outputs = () => (made ??= inline(dy.recorder, backward, inputs, { dy }));
    return inputs.map((_, index) => () => outputs()[String(index)]);
  },
  gradient: ({ inputs }) => inputs.map(() => () => refuse('gradient', 'use gradients: backprop, whose derivatives are recorded operations')),
};
