// A regression on data without end: every sample is new, none is kept, and the memory stays flat however long it trains.
import { adam, createRun, dense, meanSquaredError, sequential, stream } from 'chainrule';

/** The function that is to be learned, a bump on a slope. */
export const bump = (x: number): number => x / 2 + Math.exp(-x * x);

/** Points of the bump with a little noise, by the run's own random numbers. */
const points = stream({
  *samples({ random }) {
    for (;;) {
      const x = 6 * random.uniform() - 3;
      yield { inputs: [x], targets: [bump(x) + 0.05 * random.normal()] };
    }
  },
  samplesPerEpoch: 6400,
});

/** A run that has learned the bump. */
export async function learnBump(epochs = 5) {
  const run = await createRun({
    name: 'bump', model: sequential([dense({ units: 16, activation: 'tanh' }), dense({ units: 1 })]),
    loss: meanSquaredError(), optimizer: adam({ learningRate: 0.02 }), data: points, training: { epochs, batchSize: 64 }, seed: 2,
  });
  await run.train();
  return run;
}
