import type { Row } from '../../src/cli/bench/suite/rows.ts';

/**
 * The body of a function of (parameters, Numbers) that returns a step: (inputs, labels) → loss. All sizes are constants of the text, every layer has loops of its own,
 * products run along rows of the kernel, and nothing is allocated in a step.
 */
export function loopsSource({ sizes, batch, activation, learningRate }: Row): string {
  const layers = sizes.slice(1).map((units, index): Layer => ({ number: index + 1, inputs: sizes[index] ?? 0, units, last: index === sizes.length - 2 }));
  return `'use strict';
const [${layers.map(({ number }) => `w${number}, b${number}`).join(', ')}] = parameters;
${layers.map(({ number, units }) => `const a${number} = new Numbers(${batch * units}), d${number} = new Numbers(${batch * units});`).join('\n')}
return function step(a0, labels) {
${layers.map(layer => forward(layer, batch) + (layer.last ? '' : activations[activation].forward(layer, batch))).join('')}
  let loss = 0;
${softmax(sizes.length - 1, sizes.at(-1) ?? 0, batch)}
${layers.toReversed().map(layer => (layer.number === 1 ? '' : inputGradient(layer, batch, activations[activation].slope)) + update(layer, batch, learningRate)).join('')}
  return loss / ${batch};
};`;
}

interface Layer {
  readonly number: number;
  readonly inputs: number;
  readonly units: number;
  readonly last: boolean;
}

function forward({ number, inputs, units }: Layer, batch: number): string {
  return `
  for (let n = 0; n < ${batch}; n++) {
    for (let j = 0; j < ${units}; j++) a${number}[n * ${units} + j] = b${number}[j];
    for (let i = 0; i < ${inputs}; i++) {
      const x = a${number - 1}[n * ${inputs} + i];
      for (let j = 0; j < ${units}; j++) a${number}[n * ${units} + j] += x * w${number}[i * ${units} + j];
    }
  }`;
}

const elements = ({ number, units }: Layer, batch: number, value: string) => `
  for (let k = 0; k < ${batch * units}; k++) a${number}[k] = ${value};`;

/** f in place of z, and f′ in terms of the value a of f. */
const activations = {
  relu: { forward: (layer: Layer, batch: number) => elements(layer, batch, `a${layer.number}[k] > 0 ? a${layer.number}[k] : 0`), slope: (a: string) => `${a} > 0 ? sum : 0` },
  sigmoid: { forward: (layer: Layer, batch: number) => elements(layer, batch, `1 / (1 + Math.exp(-a${layer.number}[k]))`), slope: (a: string) => `sum * ${a} * (1 - ${a})` },
  tanh: { forward: (layer: Layer, batch: number) => elements(layer, batch, `Math.tanh(a${layer.number}[k])`), slope: (a: string) => `sum * (1 - ${a} * ${a})` },
};

/** Cross entropy of the softmax of the last layer, and its gradient (p − y) / batch. */
function softmax(last: number, classes: number, batch: number): string {
  return `
  for (let n = 0; n < ${batch}; n++) {
    let most = a${last}[n * ${classes}], total = 0;
    for (let j = 1; j < ${classes}; j++) if (a${last}[n * ${classes} + j] > most) most = a${last}[n * ${classes} + j];
    for (let j = 0; j < ${classes}; j++) total += d${last}[n * ${classes} + j] = Math.exp(a${last}[n * ${classes} + j] - most);
    for (let j = 0; j < ${classes}; j++) d${last}[n * ${classes} + j] /= total * ${batch};
    d${last}[n * ${classes} + labels[n]] -= ${1 / batch};
    loss += Math.log(total) + most - a${last}[n * ${classes} + labels[n]];
  }`;
}

/** dx = dz·Wᵀ, times the slope of the activation that gave x. */
function inputGradient({ number, inputs, units }: Layer, batch: number, slope: (a: string) => string): string {
  return `
  for (let n = 0; n < ${batch}; n++) {
    for (let i = 0; i < ${inputs}; i++) {
      let sum = 0;
      for (let j = 0; j < ${units}; j++) sum += d${number}[n * ${units} + j] * w${number}[i * ${units} + j];
      const a = a${number - 1}[n * ${inputs} + i];
      d${number - 1}[n * ${inputs} + i] = ${slope('a')};
    }
  }`;
}

/** W ← W − η·xᵀ·dz and b ← b − η·Σ dz, with no gradient in between. */
function update({ number, inputs, units }: Layer, batch: number, rate: number): string {
  return `
  for (let n = 0; n < ${batch}; n++) {
    for (let i = 0; i < ${inputs}; i++) {
      const x = ${rate} * a${number - 1}[n * ${inputs} + i];
      for (let j = 0; j < ${units}; j++) w${number}[i * ${units} + j] -= x * d${number}[n * ${units} + j];
    }
    for (let j = 0; j < ${units}; j++) b${number}[j] -= ${rate} * d${number}[n * ${units} + j];
  }`;
}
