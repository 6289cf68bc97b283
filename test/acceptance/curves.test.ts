import { defineObserver, definePlugin, openRun } from 'chainrule';
import { beforeAll, describe, it } from 'vitest';
import { z } from 'zod';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';

const steps = 100;
const tested = await testedBackends();

/** The losses of the first steps of a config on a backend, by one way to the gradients. */
async function curve(file: string, backend: string, gradients: 'backprop' | 'autodiff'): Promise<number[]> {
  const losses: number[] = [];
  const collect = defineObserver({
    name: 'collect', summary: 'keeps the losses', options: () => z.strictObject({}),
    create: () => ({ stepped: ({ loss }) => void losses.push(loss) }),
  });
  const plugins = [definePlugin({ name: 'test', contributes: { observers: [collect] } })];
  await using run = await openRun(file, { changes: { backend, gradients, plugins, observers: ['collect'] } });
  await run.train({ steps, epochs: 1 });
  return losses;
}

describe.each(['examples/mnist.yaml', 'examples/mnist-dropout.yaml'])(`the first ${steps} losses of %s`, file => {
  let oracle: readonly number[] = [];
  beforeAll(async () => {
    oracle = await curve(file, 'typescript:float64', 'backprop');
  });
  const agrees = (backend: string, gradients: 'backprop' | 'autodiff') => async () => {
    expectClose(await curve(file, backend, gradients), oracle, tolerances.curve, `${backend} by ${gradients}`);
  };
  for (const { name, missing } of tested) {
    for (const gradients of name.startsWith('tfjs') ? ['backprop', 'autodiff'] as const : ['backprop'] as const) {
      it.skipIf(missing !== undefined)(`are those of the float64 oracle on ${name} by ${gradients}${missing === undefined ? '' : ` (${missing})`}`, agrees(name, gradients));
    }
  }
});
