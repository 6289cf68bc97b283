import type { Schedule } from '../schedules/schedule.ts';
import type { Optimizer } from './optimizer.ts';
import { perParameter } from './perParameter.ts';

/** The last link of most chains: update = η·g, with the learning rate η of the step. */
export function scaleByRate(learningRate: Schedule): Optimizer {
  return perParameter({
    scalars: step => ({ rate: learningRate.at(step) }),
    update: ({ gradient, scalars: { rate } }) => ({ update: gradient.mul(rate) }),
  });
}
