import { backprop } from '../gradients/backprop.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { recordGradients, recordPrediction } from '../training/recordStep.ts';
import type { Recorded } from '../training/recordStep.ts';
import { recordProblem } from '../verification/gradientProblem.ts';
import type { GradientProblem } from '../verification/gradientProblem.ts';
import { layerProblem } from '../verification/layerProblem.ts';
import type { LayerProblemOptions } from '../verification/layerProblem.ts';
import { defaultBackends } from '../verification/testedBackends.ts';
import type { ContractOptions } from './contractOptions.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { gradientChecks } from './gradientChecks.ts';
import { checkLayerReference } from './layerReference.ts';
import type { LayerReference } from './layerReference.ts';

/** What is checked of a layer, and how. */
export interface LayerContractOptions extends LayerProblemOptions, ContractOptions {
  /** Why a sample's gradients depend on the rest of its batch, for layers with batch statistics. */
  readonly dependsOnBatch?: string;
  /** The first output of a training step in plain JavaScript. */
  readonly reference?: LayerReference;
}

/**
 * What every layer keeps to. The loss is a fixed random linear function of all outputs, plus the layer's penalties, in training mode with noise:
 * shapes are as declared; outputs are those of `reference`, where it is given; the hand-written gradients of all parameters and float inputs agree with central differences, with automatic differentiation, and between
 * backends; a batch is the sum of its samples; the same seed gives the same bits. A declared surrogate is compared with automatic differentiation alone.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { dense } from 'chainrule';
 * import { layerContract, registerChecks } from 'chainrule/testing';
 *
 * registerChecks('dense', layerContract({ layer: dense({ units: 2, activation: 'tanh' }), inputs: [[3]] }), { describe, it });
 * ```
 */
export function layerContract(options: LayerContractOptions): readonly Check[] {
  const { backends = defaultBackends, dependsOnBatch, reference } = options;
  const make = () => layerProblem(options);
  return checksOrFailure('the layer builds and records', () => [
    { name: 'outputs and buffers have the declared shapes', run: () => checkShapes(make(), dependsOnBatch === undefined ? 1 : 2) },
    ...(reference === undefined ? [] : [{ name: 'outputs are those of the reference', run: () => checkLayerReference(make(), reference) }]),
    ...gradientChecks(make, { backends, dependsOnBatch }),
  ]);
}

/** `least` is the smallest batch to train on: a layer with batch statistics may refuse a single sample, though not predict on one. */
function checkShapes(problem: GradientProblem, least: number): void {
  expectShapes(problem, recordPrediction(problem.objective, 1), 1, 'in a prediction');
  for (const batch of [least, 3, 5]) {
    expectShapes(problem, recordProblem(problem, backprop, batch), batch, 'while training');
    expectShapes(problem, recordPrediction(problem.objective, batch), batch, 'in a prediction');
    expectBuffers(problem, recordGradients(problem.objective, backprop, batch));
  }
}

/** New values of buffers are those of declared ones, in their shapes. */
function expectBuffers({ label, objective: { model } }: GradientProblem, { graph }: Recorded): void {
  for (const [name, id] of Object.entries(graph.assignments).filter(([state]) => state.startsWith('buffers/'))) {
    const declared = model.buffers.find(({ path }) => `buffers/${path}` === name);
    const recorded: Shape = graph.nodes[id]?.shape ?? [];
    if (declared !== undefined && sameShape(recorded, declared.shape)) continue;
    throw new Error(`${label}: the new value of ${name} has shape ${formatShape(recorded)}, declared ${declared === undefined ? 'nowhere' : formatShape(declared.shape)}`);
  }
}

function expectShapes({ label, objective: { model } }: GradientProblem, { graph }: Recorded, batch: number, when: string): void {
  for (const [index, declared] of model.outputs.entries()) {
    const expected = [batch, ...declared];
    const recorded: Shape | undefined = graph.nodes[graph.outputs[`outputs/${index}`] ?? -1]?.shape;
    if (recorded !== undefined && sameShape(recorded, expected)) continue;
    throw new Error(`${label}: output ${index} ${when} is ${recorded === undefined ? 'missing' : formatShape(recorded)}, declared ${formatShape(expected)}`);
  }
}
