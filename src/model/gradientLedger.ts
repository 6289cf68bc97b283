import type { Tensor } from '../tensor/tensor.ts';

/** Sums the gradients of parameters by path: a parameter used in several places has the sum of their gradients. */
export class GradientLedger {
  private readonly sums = new Map<string, Tensor>();

  add(path: string, gradient: Tensor): void {
    const sum = this.sums.get(path);
    this.sums.set(path, sum === undefined ? gradient : sum.add(gradient));
  }

  /** Replaces the sum by a function of it: the backward of a transform of the parameter. */
  transform(path: string, backward: (gradient: Tensor) => Tensor): void {
    const sum = this.sums.get(path);
    if (sum !== undefined) this.sums.set(path, backward(sum));
  }

  get(path: string): Tensor | undefined {
    return this.sums.get(path);
  }
}
