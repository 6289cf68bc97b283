import type { GradientEngine } from '../gradients/gradientEngine.ts';
import { recordTraining } from '../model/recordTraining.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Recorded } from './recordStep.ts';
import { columnsOf, watchThreshold } from './watchColumns.ts';

/**
 * The gradients of a batch, summed up where they are: outputs `largest/PATH`, `squares/PATH` and `small/PATH` of each parameter, a number a column, so that
 * little is handed out. It changes no state.
 */
export function recordWatch(objective: Objective, engine: GradientEngine, batchSize: number): Recorded {
  const step = recordTraining(objective, { batchSize, training: true, recordSurrogate: engine.recordSurrogate });
  const { recording } = step;
  const { parameters } = engine.gradients(step, objective.model.parameters, false);
  const threshold = recording.scalar(watchThreshold, { at: () => 0 });
  const outputs = [...parameters].flatMap(([path, gradient]) => recording.recorder.scoped(path, () => summedUp(path, gradient, threshold)));
  return { graph: recording.recorder.graph(Object.fromEntries(outputs)), scalars: recording.scalars };
}

function summedUp(path: string, gradient: Tensor, threshold: Tensor): readonly [string, Tensor][] {
  const columns = gradient.reshape(columnsOf(gradient));
  const sizes = columns.abs();
  const largest = sizes.max(0);
  const scale = largest.equal(0).select(1, largest);
  return [
    [`largest/${path}`, largest],
    [`squares/${path}`, columns.div(scale).square().sum(0)],
    [`small/${path}`, sizes.less(threshold).cast('float').sum(0)],
  ];
}
