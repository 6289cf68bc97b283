import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Bound } from './schedule.ts';

/**
 * A straight climb to the first value of another schedule, which then runs from its own step 0.
 *
 *     f(s) = initial + (g(0) − initial)·s / n    for s < n
 *     f(s) = g(s − n)                            from s = n on
 *
 * n is `steps`, g is `schedule` (a number is a constant), s counts from 0. With the default initial value of 0 the first step changes nothing.
 * Source: Goyal et al., "Accurate, large minibatch SGD" (2017).
 */
export const warmUp = defineSchedule({
  name: 'warmUp',
  summary: 'a straight climb to another schedule, which follows',
  options: components => z.strictObject({
    /** The schedule that follows. */
    schedule: components.schedule(),
    /** The steps n of the climb. */
    steps: z.int().check(z.positive()),
    /** The value at step 0. */
    initialValue: withDefault(z.number(), 0),
  }),
  create: ({ schedule, steps, initialValue }) => ({
    ...(schedule.bounds && { bounds: [[initialValue, 'initialValue'], ...schedule.bounds.map(([value, ...option]): Bound => [value, 'schedule', ...option])] }),
    at: step => (step < steps ? initialValue + ((schedule.at(0) - initialValue) * step) / steps : schedule.at(step - steps)),
  }),
});
