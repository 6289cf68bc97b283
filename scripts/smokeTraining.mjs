// What the checks of browsers and of other versions of Node train: three classes of points, a net with a hidden layer, the same numbers everywhere.
const points = Array.from({ length: 96 }, (_, index) => {
  const [arm, along] = [index % 3, Math.floor(index / 3) / 32];
  const angle = (along * 2 + arm) * 2.0943951;
  return [along * Math.cos(angle), along * Math.sin(angle)].map(Math.fround);
});
const classes = points.map((_, index) => [0, 1, 2].map(each => Number(index % 3 === each)));

export const data = { inputs: points, targets: classes };
export const training = { epochs: 1, batchSize: 16 };
const epochs = 10;

/** The loss on all points before training and after each epoch. */
export async function lossesOf(run) {
  const losses = [(await run.evaluate('train')).loss];
  for (let epoch = 0; epoch < epochs; epoch++) {
    await run.train();
    losses.push((await run.evaluate('train')).loss);
  }
  await run[Symbol.asyncDispose]?.();
  return losses;
}

/** The run as plain data, for the whole package. */
export function configFor(backend) {
  return {
    model: [{ use: 'dense', units: 16, activation: 'tanh' }, { use: 'dense', units: 3 }], loss: 'categoricalCrossEntropy',
    optimizer: { use: 'adam', learningRate: 0.03 }, data: { use: 'arrays', ...data }, training, backend, seed: 3,
  };
}
