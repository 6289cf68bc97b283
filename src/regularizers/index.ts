import type { AnyBuilder } from '../components/definition.ts';
import { dropout } from './dropout.ts';
import { elasticNet } from './elasticNet.ts';
import { l1 } from './l1.ts';
import { l2 } from './l2.ts';

export { dropout, elasticNet, l1, l2 };

/** The framework's own regularizers. */
export const regularizers: readonly AnyBuilder<'regularizer'>[] = [l1, l2, elasticNet, dropout];
