import type { LayerInput } from '../components/definition.ts';
import { backprop } from '../gradients/backprop.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { buildModel } from '../model/model.ts';
import { recordGradients, recordPrediction } from '../training/recordStep.ts';
import type { Recorded } from '../training/recordStep.ts';
import type { ContractOptions } from './contractOptions.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { columnOf, typeOf } from './columns.ts';
import type { ColumnInput } from './columns.ts';
import { createRegistry } from './createRegistry.ts';
import { gradientChecks } from './gradientChecks.ts';
import { recordProblem } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { linearFunctional } from './linearFunctional.ts';
import { defaultBackends } from './testedBackends.ts';

/** What is checked of a layer, and how. */
export interface LayerContractOptions extends ContractOptions {
  readonly layer: LayerInput;
  /** The inputs without the batch axis: a shape each, or a column with a dtype and a way to draw values. */
  readonly inputs: readonly ColumnInput[];
  /** Why a sample's gradients depend on the rest of its batch, for layers with batch statistics. */
  readonly dependsOnBatch?: string;
}

/**
 * What every layer keeps to. The loss is a fixed random linear function of all outputs, plus the layer's penalties, in training mode with noise:
 * shapes are as declared; the hand-written gradients of all parameters and float inputs agree with central differences, with automatic differentiation, and between
 * backends; a batch is the sum of its samples; the same seed gives the same bits. A declared surrogate is compared with automatic differentiation alone.
 */
export function layerContract(options: LayerContractOptions): readonly Check[] {
  const { backends = defaultBackends, dependsOnBatch } = options;
  const make = () => layerProblem(options);
  return checksOrFailure('the layer builds and records', () => [
    { name: 'outputs and buffers have the declared shapes', run: () => checkShapes(make(), dependsOnBatch === undefined ? 1 : 2) },
    ...gradientChecks(make, { backends, dependsOnBatch }),
  ]);
}

/** A layer under a linear functional of its outputs. */
export function layerProblem({ layer, inputs, plugins = [], batchSize = 3, seed = 7, label }: LayerContractOptions): GradientProblem {
  const registry = createRegistry(plugins);
  const columns = inputs.map(columnOf);
  const model = buildModel(registry.create('layer', layer), columns.map(({ shape }) => shape), registry.nameOf);
  const targets = model.outputs.map(columnOf);
  return {
    label: label ?? `${nameOf(layer)} of ${columns.map(({ shape }) => formatShape(shape)).join(' and ')}`,
    batchSize, seed, columns: { inputs: columns, targets },
    objective: {
      model, metrics: {},
      losses: targets.map(() => ({ loss: linearFunctional, weight: 1 })),
      targets: targets.map(typeOf), inputTypes: columns.map(typeOf),
    },
  };
}

function nameOf(layer: LayerInput): string {
  if (typeof layer === 'string') return layer;
  return 'use' in layer ? layer.use : layer.map(nameOf).join(', ');
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
