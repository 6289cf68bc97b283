import { ownContenders } from '../src/cli/bench/suite/contenders.ts';
import type { Contender } from '../src/cli/bench/suite/contenders.ts';

/** Other frameworks. Their programs are files of `contenders`, without their ending, or of `python`, with it. */
export const otherContenders: readonly Contender[] = [
  { name: 'loops', kind: 'peer', program: 'loops', most: 3e8 },
  { name: 'jax-js', kind: 'peer', program: 'jaxJs', packages: ['@jax-js/jax'] },
  { name: 'pytorch', kind: 'peer', program: 'torch_eager.py' },
  { name: 'pytorch-compiled', kind: 'peer', program: 'torch_compiled.py' },
  { name: 'jax', kind: 'peer', program: 'jax_jit.py' },
];

/** Every contender: ours first, then others, the limits last. */
export const contenders: readonly Contender[] = [
  ...ownContenders.filter(({ kind }) => kind !== 'limit'), ...otherContenders, ...ownContenders.filter(({ kind }) => kind === 'limit'),
];
