import { z } from 'zod';
import type { Reference } from '../../src/components/definition.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter } from './golden.ts';
import { Updates } from './updates.ts';

const schema = goldenSchema.extend({
  fn: z.string(),
  config: z.record(z.string(), z.union([z.number(), z.boolean(), z.null(), z.array(z.number()), z.record(z.string(), z.number())])),
  steps: z.array(z.number()),
  expected: z.array(z.number()),
  expected_f64: z.array(z.number()),
  tolerance: toleranceSchema,
});

/**
 * The schedules as rates of plain gradient descent: with a gradient of −1 and a parameter of 0, the parameter after a step is the rate of that step. One that falls below 0 is no
 * rate: its values alone are compared.
 */
export const schedules: Adapter = {
  file: 'schedules',
  async run(raw, bench) {
    const golden = schema.parse(raw);
    const schedule = referenceOf(golden.fn, golden.config);
    const made = bench.registry.create('schedule', schedule);
    const value = { label: 'value of the schedule', actual: golden.steps.map(step => made.at(step)), exact: golden.expected_f64, peer: golden.expected, tolerance: golden.tolerance };
    if (made.bounds?.some(([bound]) => bound < 0) === true) return [value];
    const updates = new Updates(bench, { use: 'sgd', learningRate: schedule }, { w: [] });
    const actual: number[] = [];
    for (const step of golden.steps) {
      updates.setParameter('w', [0]);
      await updates.step(step, { w: [-1] });
      actual.push((await updates.parameter('w'))[0] ?? Number.NaN);
    }
    return [{ ...value, label: 'rate of an update', actual }, value];
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
    case 'polynomial': return {
      use: 'polynomialDecay', initialValue: number('init_value'), finalValue: number('end_value'), decaySteps: number('transition_steps'), power: number('power'), begin: number('transition_begin'),
    };
    case 'polynomial_decay': return {
      use: 'polynomialDecay', initialValue: number('initial_learning_rate'), finalValue: number('end_learning_rate'), decaySteps: number('decay_steps'), power: number('power'), cycle: config['cycle'],
    };
    case 'inverse_time_decay': return {
      use: 'inverseTimeDecay', initialValue: number('initial_learning_rate'), decaySteps: number('decay_steps'), decayRate: number('decay_rate'), staircase: config['staircase'],
    };
    case 'piecewise_constant': return { use: 'piecewiseConstant', boundaries: config['boundaries'], values: config['values'] };
    case 'piecewise_constant_scaled': {
      const scales = z.record(z.string(), z.number()).parse(config['boundaries_and_scales']);
      return { use: 'multiStep', initialValue: number('init_value'), boundaries: Object.keys(scales).map(Number), factor: Object.values(scales) };
    }
    case 'multi_step': return { use: 'multiStep', initialValue: number('initial_learning_rate'), boundaries: config['milestones'], factor: number('gamma') };
    case 'cosine_annealing': {
      const rate = number('initial_learning_rate');
      return { use: 'cosineDecay', initialValue: rate, decaySteps: number('T_max'), alpha: number('eta_min') / rate };
    }
    case 'cosine_decay': return cosineOf(config);
    // Its decay steps count from the start of the climb.
    case 'warmup_cosine_decay': {
      const [peak, climb] = [number('peak_value'), number('warmup_steps')];
      const schedule = { use: 'cosineDecay', initialValue: peak, decaySteps: number('decay_steps') - climb, alpha: number('end_value') / peak, exponent: number('exponent') };
      return { use: 'warmUp', schedule, steps: climb, initialValue: number('init_value') };
    }
    case 'cosine_decay_restarts': return {
      use: 'cosineDecayRestarts', initialValue: number('initial_learning_rate'), firstDecaySteps: number('first_decay_steps'), tMul: number('t_mul'), mMul: number('m_mul'), alpha: number('alpha'),
    };
    default: throw new Error(`no adapter for the schedule ${fn}, and no reason in leftOut.ts`);
  }
}

/** Keras and optax: the target of a climb, where there is one, is what then falls. */
function cosineOf({ initial_learning_rate: initial, decay_steps: decaySteps, alpha, exponent = 1, warmup_target: target, warmup_steps: steps }: Config): Reference<'schedule'> {
  const falling = { use: 'cosineDecay', initialValue: target ?? initial, decaySteps, alpha, exponent };
  return typeof target === 'number' ? { use: 'warmUp', schedule: falling, steps, initialValue: initial } : falling;
}
