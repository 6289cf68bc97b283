import type { Kind } from '../../../src/components/kinds.ts';

/** What is wrong, in a word or two. */
export type Mistake =
  | 'sign' | 'factor' | 'batch size' | 'transpose' | 'axis' | 'missing term' | 'superfluous term' | 'saved value' | 'stale mask' | 'noise name' | 'broadcast' | 'mean for sum'
  | 'penalty halved' | 'keep probability' | 'slice' | 'epsilon' | 'boundary' | 'order' | 'constant' | 'forward alone' | 'alike' | 'update' | 'bias correction' | 'decay' | 'step' | 'weights';

/** A mistake made on purpose: a text of a source file, and what stands in its place. */
export interface Mutation {
  readonly of: Kind;
  readonly component: string;
  /** The file of the component's definition, below src. */
  readonly definition: string;
  /** The file that the mistake is made in, the definition's own or one that it imports. */
  readonly file: string;
  readonly kind: Mistake;
  /** It occurs once in the file. */
  readonly from: string;
  readonly to: string;
  /** A gradient that is not the derivative is for `verify`; a wrong value, with its right derivative, for a contract's reference. */
  readonly caughtBy: 'verify' | 'reference';
  /** What every hint of `verify` matches, where the mistake has a known pattern. */
  readonly hint?: RegExp;
}

type Row = Pick<Mutation, 'kind' | 'from' | 'to'> & Partial<Pick<Mutation, 'caughtBy' | 'file' | 'hint'>>;

/** Mistakes in a component; where a row says no more, in its definition's file, and for `verify`. */
export function mutationsOf(of: Kind, component: string, definition: string, rows: readonly Row[]): readonly Mutation[] {
  return rows.map(row => ({ of, component, definition, file: definition, caughtBy: 'verify', ...row }));
}
