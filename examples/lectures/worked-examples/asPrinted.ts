import { dense, givenValues, sigmoid } from 'chainrule';
import type { Finding } from '../lecture.ts';
import { alone } from './alone.ts';
import { oneTwoOne, threeFourThree } from './slides.ts';
import type { Printed, Quantities } from './slides.ts';

/**
 * Every number that the slides print of the 1-2-1 network. A slide goes on with the digits that it has printed, so that each layer is run on those, and what it gives is
 * rounded as printed.
 */
export async function oneTwoOneAsPrinted({ a2 }: Quantities): Promise<readonly Finding[]> {
  const printed = oneTwoOne;
  const output = dense({ units: 1, kernelInitializer: givenValues([[1], [-3]]), biasInitializer: givenValues([0.2]) });
  const forward = await alone(output, printed.a2.values, printed.delta3.values);
  const activation = await alone(sigmoid(), printed.z3.values, [0]);
  const outputError = await alone(sigmoid(), logits(printed.a3.values), printed.a3.values.map(a => a - 1));
  const hiddenError = await alone(sigmoid(), logits(printed.a2.values), forward.dx);
  const hidden = await alone(dense({ units: 2 }), [1], [...printed.delta2.values, 0]);
  return [
    asPrinted('1-2-1: a²', printed.a2, a2),
    asPrinted('1-2-1: z³ from the printed a²', printed.z3, forward.y),
    asPrinted('1-2-1: a³ from the printed z³', printed.a3, activation.y),
    asPrinted('1-2-1: δ³ from the printed a³', printed.delta3, outputError.dx),
    asPrinted('1-2-1: ∂C/∂W³₁₁ from the printed δ³, a²', printed.dW3, forward.dKernel.slice(0, 1)),
    asPrinted('1-2-1: δ²₁ from the printed δ³, a²', printed.delta2, hiddenError.dx.slice(0, 1)),
    asPrinted('1-2-1: ∂C/∂W²₁₁ from the printed δ²', printed.dW2, hidden.dKernel.slice(0, 1)),
  ];
}

/** Every number that the slides print of the 3-4-3 network. Its weights are themselves rounded there, so that z² and δ³ come out to the digits that this leaves. */
export async function threeFourThreeAsPrinted(found: Quantities): Promise<readonly Finding[]> {
  const printed = threeFourThree;
  const { y } = await alone(sigmoid(), printed.z2.values, [0, 0, 0, 0]);
  return [
    nearly('3-4-3: z², a unit of the last digit', printed.z2, found.z2, () => 0.0101),
    asPrinted('3-4-3: a² from the printed z²', printed.a2, y),
    asPrinted('3-4-3: z³', printed.z3, found.z3),
    asPrinted('3-4-3: a³', printed.a3, found.a3),
    nearly('3-4-3: δ³, within 1 %', printed.delta3, found.delta3, value => 0.01 * Math.abs(value)),
    asPrinted('3-4-3: δ²', printed.delta2, found.delta2),
  ];
}

/** Holds where what was found, rounded to the printed digits, is what is printed. */
function asPrinted(what: string, { values, digits }: Printed, found: readonly number[]): Finding {
  const rounded = found.map(value => Number(value.toFixed(digits)));
  return { what, notes: values.join(', '), found: rounded.join(', '), holds: String(rounded) === String(values) };
}

function nearly(what: string, { values, digits }: Printed, found: readonly number[], tolerance: (value: number) => number): Finding {
  const holds = found.length === values.length && found.every((value, index) => Math.abs(value - (values[index] ?? Number.NaN)) <= tolerance(value));
  return { what, notes: values.join(', '), found: found.map(value => Number(value.toFixed(digits))).join(', '), holds };
}

/** What the sigmoid takes to these values. */
function logits(values: readonly number[]): number[] {
  return values.map(a => Math.log(a / (1 - a)));
}
