import fc from 'fast-check';
import { lambda } from '../../../src/layers/index.ts';
import type { LambdaBackward, LambdaFunction } from '../../../src/layers/lambda.ts';
import { sumSamples } from '../../../src/tensor/functions.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { shapes } from '../random.ts';
import { cases } from './layerCase.ts';

const only = ([x]: readonly Tensor[]): Tensor => {
  if (x === undefined) throw new Error('a lambda of these cases has an input and an output');
  return x;
};

interface Options {
  readonly f: LambdaFunction;
  readonly backward?: LambdaBackward;
  readonly surrogate?: boolean;
}

/** Functions of one input, and of two of a shape. */
const functions: readonly (Options & { readonly inputs: number })[] = [
  { inputs: 1, f: (...x) => only(x).mul(2).tanh() },
  { inputs: 1, f: (...x) => [only(x).sigmoid(), only(x).mul(only(x).exp())] },
  { inputs: 1, f: (...x) => sumSamples(only(x).greater(0).select(only(x).square(), only(x).sin())) },
  { inputs: 2, f: (...x) => x.reduce((product, own) => product.mul(own)) },
  { inputs: 2, f: (...x) => x.map(own => own.cos()) },
  { inputs: 1, f: (...x) => only(x).square(), backward: (x, dy) => only(dy).mul(only(x)).mul(2) },
  { inputs: 1, f: (...x) => only(x).sign(), backward: (_, dy) => [only(dy)], surrogate: true },
];

/** Random cases of the layer `lambda`. */
export const lambdaCases = {
  lambda: cases(fc.record({ shape: shapes(), chosen: fc.constantFrom(...functions) }), ({ shape, chosen: { inputs, ...options } }) => (
    { layer: lambda(options), inputs: Array.from({ length: inputs }, () => shape) })),
};
