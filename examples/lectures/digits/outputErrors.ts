import { equal } from '../lecture.ts';
import type { Finding } from '../lecture.ts';
import { openConfig, oracle } from '../openConfig.ts';
import { ownUnits } from '../ownUnits.ts';

const count = 20;

/** One against all: each output has on each sample the error aᵢⱼ − yᵢⱼ of a logistic unit of its own, whatever the other nine say; ∂E/∂bⱼ is their mean over the batch. */
export async function outputErrors(): Promise<Finding> {
  await using run = await openConfig(import.meta.url, 'digits.yaml', oracle);
  const train = run.parts.data?.train;
  const [x, y] = [ownUnits(run, train, 'inputs'), ownUnits(run, train, 'targets').subarray(0, count * 10)];
  const { outputs: [z], parameters } = await run.gradients({ inputs: { values: x.subarray(0, count * 64), shape: [64] }, targets: { values: y, shape: [10] } });
  const errors = Array.from(z?.values ?? [], (own, index) => 1 / (1 + Math.exp(-own)) - (y[index] ?? Number.NaN));
  const means = Array.from({ length: 10 }, (_, j) => errors.reduce((sum, error, index) => (index % 10 === j ? sum + error / count : sum), 0));
  return equal('∂E/∂bⱼ of the output = the mean of aᵢⱼ − yᵢⱼ', means, parameters['output/bias']?.values ?? [], 1e-12);
}
