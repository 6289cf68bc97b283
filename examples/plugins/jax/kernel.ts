import { numpy as np, vjp } from '@jax-js/jax';
import type { NodeOf, Operation } from 'chainrule';
import type { JaxArray } from './jaxArray.ts';

/** Computes one operation. It uses up its operands, each exactly once, as the functions of jax-js do. */
export type Kernel<K extends Operation> = (node: NodeOf<K>, ...operands: JaxArray[]) => JaxArray;

/** The adjoint of a linear function, from dy to dx, by the automatic differentiation of jax-js: it saves writing each adjoint out. */
export function adjoint(linear: (x: JaxArray) => JaxArray, shape: readonly number[], dy: JaxArray): JaxArray {
  const [y, backward] = vjp(linear, [np.zeros([...shape])]);
  y.dispose();
  const [dx] = backward(dy);
  backward.dispose();
  return dx;
}
