import type { Dataset } from '../../data/dataset.ts';
import type { RunParts } from '../../training/runParts.ts';
import { modelSteps } from '../modelSteps.ts';
import type { Workload } from '../protocol.ts';
import { StepTimer } from '../stepTimer.ts';
import { mean, slowestFirst, wholeOf } from './profile.ts';
import type { Profile, ProfilePart } from './profile.ts';
import { Stopwatch } from './stopwatch.ts';

/** ONNX Runtime notes every operator of every step, and gives medians: so many steps suffice, timed one by one so that theirs is comparable. */
const onnxSteps = 200;
/** Laps of steps. Where steps are slow, there are fewer. */
const [mostLaps, fewestLaps] = [10, 3];

/** Takes the times of the parts of a training step, for about `seconds` after at most as many of untimed steps; of the slowest nets for a few steps, whatever they take. */
export async function profileSteps(parts: RunParts, dataset: Dataset, contender: string, seconds: number): Promise<Profile> {
  const stopwatch = new Stopwatch();
  const steps = modelSteps(parts, dataset, stopwatch.timed);
  const onnx = parts.backend.name.startsWith('onnx');
  const { times, each } = await takeLaps(steps, stopwatch, seconds, onnx);
  steps.dispose();
  // ONNX Runtime tells what its operators took when its program ends.
  if (onnx) stopwatch.lap(1);
  const calm = middleHalf(times);
  const milliseconds = mean(calm.map(lap => times[lap] ?? 0));
  const timed = stopwatch.parts(onnx ? [0] : calm);
  return { contender, milliseconds, steps: each * times.length, parts: withRest(timed, milliseconds), note: timed.length === 0 ? untold : noteOf(onnx) };
}

/** With what a step takes beside its operations; all of it, where the backend tells of none. */
function withRest(timed: readonly ProfilePart[], milliseconds: number): readonly ProfilePart[] {
  const operation = timed.length === 0 ? 'all operations' : 'beside the operations';
  return slowestFirst([...timed, { layer: 'the whole step', operation, pass: 'rest', milliseconds: Math.max(0, milliseconds - wholeOf(timed)) }]);
}

/** Laps of so many steps each, fewer where they take too long: milliseconds of a step in each. */
async function takeLaps({ run }: Workload, stopwatch: Stopwatch, seconds: number, onnx: boolean): Promise<{ readonly times: readonly number[]; readonly each: number }> {
  const timer = new StepTimer(run);
  const { milliseconds: estimate } = await timer.warmUp(onnx ? 0 : seconds);
  stopwatch.reset();
  const [most, each] = onnx ? [onnxSteps, 1] : [mostLaps, Math.max(1, Math.ceil(1000 * seconds / estimate / mostLaps))];
  const [times, start]: [number[], number] = [[], performance.now()];
  while (times.length < fewestLaps || (times.length < most && performance.now() - start < 2000 * seconds)) {
    times.push(await timer.stretch(each));
    stopwatch.lap(each);
  }
  return { times, each };
}

/** The laps without the fastest quarter and the slowest: what disturbs some does not count. */
function middleHalf(times: readonly number[]): readonly number[] {
  const left = Math.ceil(times.length / 4);
  return times.map((time, lap) => ({ time, lap })).toSorted((one, other) => one.time - other.time).slice(left, times.length - left).map(({ lap }) => lap);
}

const untold = 'This backend does not tell what its operations take: the time is that of the step as a whole.';

function noteOf(onnx: boolean): string {
  const how = onnx
    ? "ONNX Runtime's own profile, over all steps from the first on; what its notes take is in the rest"
    : 'Each operation is timed by itself, and what the timing takes is in the rest; those that run as one are named together';
  return `${how}. Forward is what loss and metrics depend on, update what the optimizer recorded, backward the others; a gradient's product that an update is folded into (matMulAdd) is backward.`;
}
