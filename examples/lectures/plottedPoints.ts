import type { ScatterPoint } from 'chainrule/charts';
import { classIn } from './classified.ts';
import type { Samples } from './trainingSamples.ts';

/** Samples of two inputs as points of a chart, each in the group of its class: that of the label, or of the largest target. */
export function plottedPoints({ inputs, targets }: Samples, classes: readonly string[]): readonly ScatterPoint[] {
  return inputs.map(([x = Number.NaN, y = Number.NaN], sample) => {
    const group = classes[classIn(targets[sample] ?? [])];
    return { x, y, label: group ?? 'a point', group };
  });
}
