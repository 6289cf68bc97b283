import { mutationsOf } from './mutation.ts';
import type { Mutation } from './mutation.ts';

/** Mistakes in layers of layers, and in those that merge. */
export const compositionMutations: readonly Mutation[] = [
  ...mutationsOf('layer', 'sequential', 'layers/sequential.ts', [
    { kind: 'missing term', from: 'orZeros(gradients[index], output)', to: 'orZeros(undefined, output)', hint: /^it is 0 everywhere/u },
  ]),
  ...mutationsOf('layer', 'residual', 'layers/residual.ts', [
    { kind: 'missing term', from: '(shortcut?.backward(dy) ?? dy).add(inner.backward(dy))', to: 'inner.backward(dy)', hint: /^a term dy is missing$/u },
    { kind: 'missing term', from: '(shortcut?.backward(dy) ?? dy).add(inner.backward(dy))', to: 'shortcut?.backward(dy) ?? dy' },
  ]),
  ...mutationsOf('layer', 'fork', 'layers/fork.ts', [
    { kind: 'missing term', from: 'sumGradients(gradients.map(own => own[index]))', to: 'gradients[0]?.[index]' },
  ]),
  ...mutationsOf('layer', 'parallel', 'layers/parallel.ts', [
    { kind: 'sign', from: 'map(([gradient]) => gradient)', to: 'map(([gradient]) => gradient?.negate())', hint: /^the sign is wrong$/u },
  ]),
  ...mutationsOf('layer', 'concatenate', 'layers/concatenate.ts', [
    { kind: 'slice', from: 'start - columns]', to: 'Math.max(0, start - columns - 1)]' },
  ]),
  ...mutationsOf('layer', 'multiply', 'layers/multiply.ts', [{ kind: 'missing term', from: 'other !== own', to: 'other < own' }]),
  ...mutationsOf('layer', 'subtract', 'layers/subtract.ts', [
    { kind: 'sign', from: 'dy.negate()', to: 'dy', hint: /^the sign is wrong$/u },
    { kind: 'alike', from: 'difference.sub(x), first),\n    backward: dy => [dy, ...others.map(() => dy.negate())]', to: 'difference.add(x), first),\n    backward: dy => [dy, ...others.map(() => dy)]', caughtBy: 'reference' },
  ]),
  ...mutationsOf('layer', 'average', 'layers/average.ts', [
    { kind: 'factor', from: 'dy.mul(share)', to: 'dy', hint: /^it is 3 times what it should be \(the number of inputs/u },
    { kind: 'alike', from: '1 / (1 + others.length)', to: '1 / 2', caughtBy: 'reference' },
  ]),
  ...mutationsOf('layer', 'maximum', 'layers/maximum.ts', [{ kind: 'order', file: 'layers/extremum.ts', from: 'rest = keep.select(rest, 0)', to: 'rest = keep.select(0, rest)' }]),
  ...mutationsOf('layer', 'add', 'layers/add.ts', [{ kind: 'factor', from: 'map(() => dy)', to: 'map(() => dy.mul(0.5))', hint: /^it is 0.5 times what it should be \(a ½ too much/u }]),
];
