import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** The options of a method that divides by the root of gathered squares: ε, and where it stands. */
export const rootEpsilonOptions = () => ({
  /** Added to the divisor, so that it is not 0. */
  epsilon: withDefault(z.number().check(z.positive()), 1e-7),
  /** Whether ε is added to the root, or under it. */
  epsilonPlacement: withDefault(z.enum(['outsideRoot', 'insideRoot']), 'outsideRoot'),
});

export interface RootEpsilon {
  readonly epsilon: number;
  readonly epsilonPlacement: 'outsideRoot' | 'insideRoot';
}

/** √s + ε, or √(s + ε): what is divided by is never 0. */
export function safeRoot(squares: Tensor, { epsilon, epsilonPlacement }: RootEpsilon): Tensor {
  return epsilonPlacement === 'insideRoot' ? squares.add(epsilon).sqrt() : squares.sqrt().add(epsilon);
}
