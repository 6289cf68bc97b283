import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { ConfigError } from '../errors.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';
import { declaredScalar, declaredSlot } from './declared.ts';
import { mergedSlots } from './merged.ts';
import { named } from './named.ts';
import { newParameters } from './newParameter.ts';
import type { ByParameter, Optimizer, UpdateContext } from './optimizer.ts';

/**
 * One update from the gradients of k batches: what a batch k times as large would give, in the memory of one.
 *
 *     a ← a + g / k        after every k-th batch: w ← w − update(a), a ← 0
 *
 * k is `batches` ≥ 1. Between updates parameters and the optimizer's slots keep their bits; its schedules and bias corrections count updates, not batches.
 * A ragged last batch of an epoch counts as much as a whole one.
 * Shapes: any; the sums a have those of the gradients g.
 * Throws a ConfigError where the config's training has fewer batches than k, and for `training.denominator` of `weights` or `nonzeroWeights`: the loss of each batch is then divided by
 * a number of its own, and the mean of their gradients is not that of a batch k times as large.
 */
export const accumulate = defineOptimizer({
  name: 'accumulate',
  summary: 'one update of an optimizer from the mean gradient of k batches',
  options: components => z.strictObject({
    /** The optimizer that makes the updates. */
    optimizer: components.optimizer(),
    /** Batches k of one update. */
    batches: z.int().check(z.positive()),
  }),
  create: ({ optimizer, batches }) => accumulated(named(optimizer, 'optimizer'), batches),
});

function accumulated(optimizer: Optimizer, batches: number): Optimizer {
  return {
    slots: (shape, path) => ({ mean: { shape, initial: 0 }, ...optimizer.slots?.(shape, path) }),
    scalars: {
      complete: { at: step => (step % batches === batches - 1 ? 1 : 0) },
      ...countingUpdates(optimizer.scalars ?? {}, batches),
    },
    requireTraining(training) {
      const { steps, weighted } = training;
      if (weighted && batches > 1) throw unlikeBatches();
      if (steps < batches) throw tooFewSteps(steps, batches);
      optimizer.requireTraining?.({ ...training, steps: Math.floor(steps / batches) });
    },
    update(context, gradients) {
      const complete = declaredScalar(context, 'complete').greater(0);
      const means = meansOf(context, gradients, batches);
      const result = optimizer.update(context, means);
      const parameters = chosen(complete, newParameters(context, result), context.parameters);
      const sums = new Map([...means].filter(([path]) => parameters.has(path)).map(([path, mean]) => [path, { mean: complete.select(0, mean) }]));
      return { updates: new Map(), parameters, slots: mergedSlots([sums, chosenSlots(complete, result.slots, context)]) };
    },
  };
}

function tooFewSteps(steps: number, batches: number): ConfigError {
  return new ConfigError('more batches than the training has: nothing would be updated', {
    where: 'batches', got: `${batches}, in a training of ${steps} ${steps === 1 ? 'step' : 'steps'}`, expected: `at most ${steps}`, next: 'train for more epochs or steps, or make batches smaller',
  });
}

function unlikeBatches(): ConfigError {
  return new ConfigError('batches whose losses are divided by their weights do not add up to a larger batch', {
    where: 'batches', got: 'another denominator than samples', expected: 'a loss that is divided by the number of samples',
    next: 'leave out training.denominator, or train on larger batches without accumulating',
  });
}

function countingUpdates(scalars: Readonly<Record<string, StepScalar>>, batches: number): Record<string, StepScalar> {
  return Object.fromEntries(Object.entries(scalars).map(([name, scalar]) => [name, { at: step => scalar.at(Math.floor(step / batches)) }]));
}

function meansOf(context: UpdateContext, gradients: ByParameter<Tensor>, batches: number): ByParameter<Tensor> {
  return new Map([...gradients].map(([path, gradient]) => [path, declaredSlot(context, path, 'mean').add(gradient.mul(1 / batches))]));
}

/** The new values once the gradients are complete, the old ones until then. */
function chosen(complete: Tensor, values: ByParameter<Tensor>, old: ByParameter<Tensor>): ByParameter<Tensor> {
  return new Map([...values].map(([path, next]) => [path, complete.select(next, old.get(path) ?? next)]));
}

function chosenSlots(complete: Tensor, slots: ByParameter<Tensors> = new Map(), context: UpdateContext): ByParameter<Tensors> {
  return new Map([...slots].map(([path, own]) => [path, Object.fromEntries(
    Object.entries(own).map(([name, next]) => [name, complete.select(next, declaredSlot(context, path, name))]))]));
}
