import type { Backend } from '../backends/backend.ts';
import { GraphRecorder } from '../graph/graphRecorder.ts';
import { noiseFiller } from '../random/fillNoise.ts';
import type { Noise } from '../tensor/operations.ts';
import { expectClose } from '../verification/closeTo.ts';
import type { Check } from './check.ts';

const distributions = ['uniform', 'normal', 'bernoulli'] as const;
const shape = [3, 5];
const samples = [4, 0, 70_000];
const probability = 0.3;

/** Noise is what `noiseFiller` draws, whatever the backend: it is keyed by seed, name, step and sample. */
export function noiseChecks(backend: Backend): readonly Check[] {
  return distributions.flatMap(distribution => [true, false].map((perSample): Check => ({
    name: `${distribution} noise${perSample ? ' keyed by sample' : ''} is that of the common generator`,
    run: () => checkNoise(backend, distribution === 'bernoulli' ? { distribution, perSample, probability: 'p' } : { distribution, perSample }),
  })));
}

async function checkNoise(backend: Backend, noise: Noise): Promise<void> {
  const recorder = new GraphRecorder();
  const x = recorder.input({ from: 'noise', name: 'noise/it', noise }, { shape, dtype: 'float' });
  const session = backend.open([]);
  for (const seed of [0, 2 ** 40 + 5]) {
    const executable = session.compile(recorder.graph({ x, doubled: x.mul(2) }), { seed });
    for (const step of [0, 1, 2 ** 33]) {
      await executable.run(1, () => fillFrame(executable.frame, step), () => true);
      const expected = drawn(noise, seed, step, backend.precision === 'float64' ? new Float64Array(15) : new Float32Array(15));
      const label = `${backend.name}: ${noise.distribution} noise of seed ${seed} at step ${step}`;
      expectClose(executable.outputs['x'] ?? [], expected, { relative: 0, absolute: 0 }, label);
      expectClose(executable.outputs['doubled'] ?? [], expected.map(value => 2 * value), { relative: 0, absolute: 0 }, `${label}, doubled`);
    }
  }
  session.dispose();
}

function fillFrame(frame: { readonly step: Float64Array; readonly samples: Int32Array; readonly scalars: Float64Array; readonly scalarNames: readonly string[] }, step: number): void {
  frame.step[0] = step;
  frame.samples.set(samples.slice(0, frame.samples.length));
  const at = frame.scalarNames.indexOf('p');
  if (at >= 0) frame.scalars[at] = probability;
}

function drawn<T extends Float32Array | Float64Array>(noise: Noise, seed: number, step: number, target: T): T {
  noiseFiller({ noise, name: 'noise/it', seed }, target, noise.perSample ? samples.length : 1)(step, Int32Array.from(samples), probability);
  return target;
}
