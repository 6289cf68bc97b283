// A regression on data without end: every sample is new, none is kept, and the memory stays flat however long it trains. `npx tsx examples/endlessRegression.ts` shows it.
import { fileURLToPath } from 'node:url';
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

const createBumpRun = () => createRun({
  name: 'bump', model: sequential([dense({ units: 16, activation: 'tanh' }), dense({ units: 1 })]),
  loss: meanSquaredError(), optimizer: adam({ learningRate: 0.02 }), data: points, training: { epochs: 1, batchSize: 64 }, seed: 2,
});

/** A run that has learned the bump. */
export async function learnBump(epochs = 5) {
  const run = await createBumpRun();
  await run.train({ epochs });
  return run;
}

/** Trains ten epochs and prints, after each, the loss and the memory that is in use; then what was learned. */
async function show() {
  const run = await createBumpRun();
  for (let epoch = 1; epoch <= 10; epoch++) {
    const { steps } = await run.train({ epochs: 1 });
    const { loss } = await run.evaluate({ inputs: [[-1], [0], [1]], targets: [[bump(-1)], [bump(0)], [bump(1)]] });
    const megabytes = (process.memoryUsage().heapUsed / 1e6).toFixed(0);
    console.log(`${String(steps * 64).padStart(6)} samples  loss at -1, 0 and 1: ${loss.toFixed(5)}  heap ${megabytes} MB`);
  }
  const [learned] = await run.predict([[-2], [0], [2]]);
  console.log('x     -2       0        2');
  console.log(`bump  ${[-2, 0, 2].map(x => bump(x).toFixed(3).padEnd(8)).join(' ')}`);
  console.log(`net   ${Array.from(learned?.values ?? [], y => y.toFixed(3).padEnd(8)).join(' ')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await show();
