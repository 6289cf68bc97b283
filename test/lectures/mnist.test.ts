import { describe, expect, it } from 'vitest';
import { nudges } from '../../examples/lectures/mnist/nudges.ts';
import { trained } from '../../examples/lectures/mnist/trained.ts';

const short = { backend: 'typescript', training: { epochs: 1, batchSize: 10 } };

describe('the MNIST example', () => {
  it('has 13002 weights and biases, and the mean of the nudges is the nudge of the batch', async () => {
    const { findings, figure } = await nudges();
    expect(findings).toMatchObject([{ found: '13002', holds: true }, { holds: true }]);
    expect(figure.description).toMatch(/^12 images of 28 by 28 pixels/u);
  });

  // The whole is for `npm run lectures`: an epoch of some digits shows that each recipe learns.
  it('learns in an epoch of 12,000 digits with 784-16-16-10, and with 784-30-10', async () => {
    const accuracies = [];
    for (const file of ['sixteen.yaml', 'nielsen.yaml']) accuracies.push(await trained(file, { ...short, data: { use: 'mnist', target: 'oneHot', limit: { train: 12_000, test: 2000 } } }));
    const [sixteen = 0, nielsen = 0] = accuracies.map(({ accuracy }) => accuracy);
    expect(sixteen).toBeGreaterThan(0.8);
    expect(nielsen).toBeGreaterThan(0.75);
  });

  it('learns from 1000 digits with dropout', async () => {
    const { accuracy, history } = await trained('dropout.yaml', { backend: 'typescript', data: { use: 'mnist', limit: { train: 1000, test: 200 } }, training: { epochs: 1, batchSize: 64 } });
    expect(accuracy).toBeGreaterThan(0.7);
    expect(history.epochs).toHaveLength(1);
  });
});
