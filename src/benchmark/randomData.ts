import type { Dataset } from '../data/dataset.ts';
import type { Model } from '../model/model.ts';
import type { Objective } from '../model/recordTraining.ts';
import { RandomStream } from '../random/randomStream.ts';
import { classForm } from '../tensor/targets.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { ValueRange } from '../tensor/valueRange.ts';
import type { RunParts } from '../training/runParts.ts';

/** Batches that are drawn. */
const batches = 8;

/**
 * Samples that a model and its losses can take, for a run without data: inputs normal, or uniform over what a layer can take of them; targets one-hot rows for exclusive classes,
 * else uniform over what the loss can take, or normal. There are enough for eight batches; the same seed draws the same.
 */
export function randomData({ objective, layout, seed, training: { batchSize } }: Pick<RunParts, 'objective' | 'layout' | 'seed' | 'training'>): Dataset {
  const count = batches * batchSize;
  const column = (name: string, shape: Shape, dtype: 'float' | 'int32', draw: Draw) => {
    const random = new RandomStream(seed, `benchmark ${name}`);
    const values = new (dtype === 'int32' ? Int32Array : Float32Array)(count * sizeOf(shape));
    for (let sample = 0; sample < count; sample++) draw(random, values.subarray(sample * sizeOf(shape), (sample + 1) * sizeOf(shape)));
    return { name, shape, dtype, values };
  };
  return {
    count,
    inputs: layout.inputs.map(({ name, shape, dtype, ranges = [] }) => column(name, shape, dtype, drawIn(common(ranges), dtype))),
    targets: layout.targets.map(({ name, shape, dtype }, index) => column(name, shape, dtype, drawTarget(objective, index, shape, dtype))),
  };
}

/** Fills one sample. */
type Draw = (random: RandomStream, sample: Float32Array | Int32Array) => void;

function drawTarget({ losses, model }: Objective, index: number, shape: Shape, dtype: 'float' | 'int32'): Draw {
  const [loss, output] = [losses[index]?.loss, outputOf(model, index)];
  if (loss?.exclusive === true && classForm(output, shape) === 'row') return (random, sample) => oneHot(random, sample, shape.at(-1) ?? 1);
  return drawIn(loss?.targetRange?.(output, shape), dtype);
}

function outputOf({ outputs }: Model, index: number): Shape {
  return outputs[index] ?? [];
}

function oneHot(random: RandomStream, sample: Float32Array | Int32Array, classes: number): void {
  sample.fill(0);
  for (let row = 0; row < sample.length; row += classes) sample[row + random.below(classes)] = 1;
}

/** Values in a range; without one, or where it has no ends, normal, for int32 0 or 1. */
function drawIn(range: ValueRange | undefined, dtype: 'float' | 'int32'): Draw {
  const { least, greatest } = range ?? { least: Number.NEGATIVE_INFINITY, greatest: Number.POSITIVE_INFINITY };
  const whole = dtype === 'int32' || range?.whole === true;
  const draw = (random: RandomStream): number => {
    if (whole) return Number.isFinite(greatest - least) ? least + random.below(greatest - least + 1) : random.below(2);
    if (Number.isFinite(greatest - least)) return least + (greatest - least) * random.uniform();
    return Number.isFinite(least) ? least + Math.abs(random.normal()) : random.normal();
  };
  return (random, sample) => {
    for (let index = 0; index < sample.length; index++) sample[index] = draw(random);
  };
}

/** What lies in all ranges. */
function common(ranges: readonly ValueRange[]): ValueRange | undefined {
  if (ranges.length === 0) return undefined;
  return {
    least: Math.max(...ranges.map(({ least }) => least)), greatest: Math.min(...ranges.map(({ greatest }) => greatest)), whole: ranges.some(({ whole }) => whole === true),
  };
}
