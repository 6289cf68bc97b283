import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter } from './golden.ts';
import { Updates } from './updates.ts';

const schema = goldenSchema.extend({
  fn: z.string(),
  config: z.record(z.string(), z.union([z.number(), z.boolean(), z.null()])),
  steps: z.array(z.number()),
  expected: z.array(z.number()),
  expected_f64: z.array(z.number()),
  tolerance: toleranceSchema,
});

/** The schedules as rates of plain gradient descent: with a gradient of −1 and a parameter of 0, the parameter after a step is the rate of that step. */
export const schedules: Adapter = {
  file: 'schedules',
  async run(raw, bench) {
    const golden = schema.parse(raw);
    const schedule = referenceOf(golden.fn, golden.config);
    const updates = new Updates(bench, { use: 'sgd', learningRate: schedule }, { w: [] });
    const actual: number[] = [];
    for (const step of golden.steps) {
      updates.setParameter('w', [0]);
      await updates.step(step, { w: [-1] });
      actual.push((await updates.parameter('w'))[0] ?? Number.NaN);
    }
    const made = bench.registry.create('schedule', schedule);
    return [
      { label: 'rate of an update', actual, exact: golden.expected_f64, peer: golden.expected, tolerance: golden.tolerance },
      { label: 'value of the schedule', actual: golden.steps.map(step => made.at(step)), exact: golden.expected_f64 },
    ];
  },
};

type Config = z.output<typeof schema>['config'];

function referenceOf(fn: string, config: Config): Reference<'schedule'> {
  const number = (...names: readonly string[]) => z.number().parse(names.map(name => config[name]).find(value => value !== undefined), { error: () => `no ${names.join(', ')}` });
  switch (fn) {
    case 'exponential_decay': return {
      use: 'exponentialDecay', initialValue: number('initial_learning_rate', 'init_value'), decaySteps: number('decay_steps', 'transition_steps'),
      decayRate: number('decay_rate'), staircase: config['staircase'], ...('transition_begin' in config && { begin: number('transition_begin') }),
    };
    case 'exponential_decay_per_step': return { use: 'exponentialDecay', initialValue: number('initial_learning_rate'), decaySteps: 1, decayRate: number('gamma') };
    case 'step_decay': return { use: 'stepDecay', initialValue: number('initial_learning_rate'), stepSize: number('step_size'), factor: number('gamma') };
    case 'linear_warmup_factor': {
      const rate = number('initial_learning_rate');
      return { use: 'warmUp', schedule: rate * number('end_factor'), steps: number('total_iters'), initialValue: rate * number('start_factor') };
    }
    // A polynomial of power 1 is the straight line of a warm-up, rising or falling.
    case 'polynomial': return { use: 'warmUp', schedule: number('end_value'), steps: number('transition_steps'), initialValue: number('init_value') };
    case 'polynomial_decay': return { use: 'warmUp', schedule: number('end_learning_rate'), steps: number('decay_steps'), initialValue: number('initial_learning_rate') };
    default: throw new Error(`no adapter for the schedule ${fn}, and no reason in leftOut.ts`);
  }
}
