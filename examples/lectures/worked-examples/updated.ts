import { equal, shows } from '../lecture.ts';
import type { Finding } from '../lecture.ts';
import { moved } from '../network.ts';
import type { NetworkWeights } from '../network.ts';
import type { Quantities } from './slides.ts';

/** η of the configs. */
const rate = 0.5;

/** W − η ∂C/∂W and b − η ∂C/∂b by the gradients that were computed without this framework, beside the weights after a step of the framework. */
export function updated(name: string, before: NetworkWeights, exact: Quantities, after: NetworkWeights): readonly Finding[] {
  const byHand = moved(before, [gradientsAs(before[0]?.kernel[0]?.length ?? 0, exact.dW2, exact.db2), gradientsAs(before[1]?.kernel[0]?.length ?? 0, exact.dW3, exact.db3)], -rate);
  return byHand.flatMap(({ kernel, bias }, layer) => [
    updatedNumbers(`${name}: updated ${['W²', 'W³'][layer]}`, kernel.flat(), after[layer]?.kernel.flat() ?? []),
    updatedNumbers(`${name}: updated ${['b²', 'b³'][layer]}`, bias, after[layer]?.bias ?? []),
  ]);
}

/** Gradients of a layer with so many units, from the kernel's numbers row by row. */
function gradientsAs(units: number, kernel: readonly number[], bias: readonly number[]): NetworkWeights[number] {
  return { kernel: Array.from({ length: kernel.length / units }, (_, row) => kernel.slice(row * units, (row + 1) * units)), bias };
}

function updatedNumbers(what: string, byHand: readonly number[], found: readonly number[]): Finding {
  return shows(what, digitsOf(byHand), digitsOf(found), equal(what, byHand, found, 1e-12).holds);
}

function digitsOf(numbers: readonly number[]): string {
  return numbers.map(value => value.toFixed(6)).join(', ');
}
