import { z } from 'zod';
import { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import { differentiate } from '../../src/tensor/derivatives/differentiate.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { toleranceSchema } from './golden.ts';
import type { Adapter } from './golden.ts';

const numbersSchema = z.record(z.string(), z.number());
const caseSchema = z.object({ inputs: numbersSchema, expected: numbersSchema, expected_f64: numbersSchema.optional(), tolerance: toleranceSchema });

/** The expressions of the cases by id, of their inputs in the order of the golden. */
const expressions: Readonly<Record<string, { readonly value: string; readonly f: (...inputs: Tensor[]) => Tensor }>> = {
  micrograd_readme: { value: 'g', f: (...inputs) => readme(at(inputs, 0), at(inputs, 1)) },
  micrograd_sanity: { value: 'y', f: (...inputs) => sanity(at(inputs, 0)) },
};

/** Expressions of single numbers, differentiated operation by operation: a parameter x has the gradient `dx`. */
export const scalarAutograd: Adapter['run'] = async (raw, { backend }) => {
  const { inputs, expected, expected_f64: exact, tolerance } = caseSchema.parse(raw);
  const names = Object.keys(inputs);
  const expression = expressions[raw.id];
  if (expression === undefined) throw new Error(`there is no expression for ${raw.id}`);
  const recorder = new GraphRecorder();
  const own = names.map(name => recorder.input({ from: 'feed', name }, { shape: [], dtype: 'float' }));
  const value = expression.f(...own);
  const gradients = differentiate([value], own, [value.constant(1)]).map((gradient, index) => [`d${names[index] ?? ''}`, gradient ?? value.constant(0)] as const);
  const session = backend.open([]);
  try {
    const executable = session.compile(recorder.graph({ [expression.value]: value, ...Object.fromEntries(gradients) }));
    await executable.run(1, () => names.forEach(name => executable.frame.feeds[name]?.fill(inputs[name] ?? Number.NaN)), () => true);
    return Object.entries(expected).map(([label, peer]) => (
      { label, actual: Array.from(executable.outputs[label] ?? []), exact: [exact?.[label] ?? peer], peer: [peer], tolerance }));
  } finally {
    session.dispose();
  }
};

/** c=a+b; d=a*b+b^3; c=c+(c+1); c=c+(1+c-a); d=d+2d+relu(b+a); d=d+3d+relu(b-a); e=c-d; f=e^2; g=f/2+10/f */
function readme(a: Tensor, b: Tensor): Tensor {
  const first = a.add(b);
  const doubled = first.add(first.add(1));
  const c = doubled.add(doubled.add(1).sub(a));
  const product = a.mul(b).add(b.pow(3));
  const tripled = product.add(product.mul(2)).add(b.add(a).relu());
  const d = tripled.add(tripled.mul(3)).add(b.sub(a).relu());
  const f = c.sub(d).square();
  return f.div(2).add(f.constant(10).div(f));
}

/** z=2x+2+x; q=relu(z)+z*x; h=relu(z^2); y=h+q+q*x */
function sanity(x: Tensor): Tensor {
  const sum = x.mul(2).add(2).add(x);
  const q = sum.relu().add(sum.mul(x));
  return sum.square().relu().add(q).add(q.mul(x));
}

function at(inputs: readonly Tensor[], index: number): Tensor {
  const input = inputs[index];
  if (input === undefined) throw new Error(`the expression has no input ${index}`);
  return input;
}
