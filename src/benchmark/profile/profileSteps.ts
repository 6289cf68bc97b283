import type { Dataset } from '../../data/dataset.ts';
import type { RunParts } from '../../training/runParts.ts';
import { modelSteps } from '../modelSteps.ts';
import { median } from '../statistics.ts';
import { StepTimer } from '../stepTimer.ts';
import type { Profile } from './profile.ts';
import { Stopwatch } from './stopwatch.ts';

/** ONNX Runtime notes every operator of every step: so many suffice. */
const onnxSteps = 200;
/** Stretches of steps, whose median is the time of a step: what disturbs one does not count. */
const stretches = 10;

/** Takes the times of the parts of a training step, for about `seconds` after as many of untimed steps. */
export async function profileSteps(parts: RunParts, dataset: Dataset, contender: string, seconds: number): Promise<Profile> {
  const stopwatch = new Stopwatch();
  const { run, dispose } = modelSteps(parts, dataset, stopwatch.timed);
  const timer = new StepTimer(run);
  const onnx = parts.backend.name.startsWith('onnx');
  const { milliseconds: estimate } = await timer.warmUp(onnx ? 0 : seconds);
  stopwatch.reset();
  const each = Math.ceil(onnx ? onnxSteps / stretches : 1000 * seconds / estimate / stretches);
  const times: number[] = [];
  while (times.length < stretches) times.push(await timer.stretch(each));
  const milliseconds = median(times);
  // ONNX Runtime tells what its operators took when its program ends.
  dispose();
  const timed = stopwatch.parts();
  const rest = milliseconds - timed.reduce((sum, part) => sum + part.milliseconds, 0);
  const beside = { layer: 'the whole step', operation: 'beside the operations', pass: 'rest', milliseconds: Math.max(0, rest) } as const;
  return { contender, milliseconds, steps: stretches * each, parts: [...timed, beside], note: timed.length === 0 ? untold : noteOf(onnx) };
}

const untold = 'This backend does not tell what its operations take.';

function noteOf(onnx: boolean): string {
  const how = onnx ? "ONNX Runtime's own profile, over all steps from the first on" : 'each operation timed by itself; those that run as one are named together';
  return `${how}. Forward is what loss and metrics depend on, update what the optimizer recorded, backward the rest; a gradient's product that an update is folded into (matMulAdd) is backward.`;
}
