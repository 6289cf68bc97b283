import type { Schedule } from '../schedules/schedule.ts';
import type { Optimizer } from './optimizer.ts';
import { perParameter } from './perParameter.ts';

/** The gathering of past updates, v ← β·v + g, for the methods that have momentum; Nesterov's update is g + β·v, with v already updated. */
export function velocity(beta: Schedule, nesterov = false): Optimizer {
  return perParameter({
    slots: { velocity: 0 },
    scalars: { beta },
    update({ gradient, slots: { velocity }, scalars: { beta } }) {
      const v = velocity.mul(beta).add(gradient);
      return { update: nesterov ? v.mul(beta).add(gradient) : v, slots: { velocity: v } };
    },
  });
}
