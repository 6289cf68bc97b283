import { arrays, categoricalCrossEntropy, dense, sequential } from 'chainrule';
import type { Batch, Run } from 'chainrule';
import { expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { classifier, clouds, withRun } from './problems.ts';

const { inputs, targets } = clouds(128);
const oracle = classifier(128, { backend: 'typescript:float64' });

function part(first: number, count: number): Batch {
  const samples = Array.from({ length: count }, (_, row) => first + row);
  return { inputs: inputs.slice(first, first + count), targets: targets.slice(first, first + count), samples };
}

async function summed(run: Run, parts: readonly Batch[], share: (batch: Batch) => { normalizer: number; penaltyScale: number }): Promise<number[]> {
  const reports = await Promise.all(parts.map(batch => run.gradients(batch, share(batch))));
  return sum(reports.map(({ loss, parameters }) => [loss, ...Object.values(parameters).flatMap(({ values }) => Array.from(values))]));
}

function sum(lists: readonly (readonly number[])[]): number[] {
  return (lists[0] ?? []).map((_, index) => lists.reduce((total, list) => total + (list[index] ?? 0), 0));
}

it('sums the gradients of four batches of 32 to those of one of 128, dropout and L2 on', async () => {
  await withRun(oracle, async run => {
    const whole = await summed(run, [part(0, 128)], () => ({ normalizer: 1 / 128, penaltyScale: 1 }));
    const micro = await summed(run, [0, 32, 64, 96].map(first => part(first, 32)), () => ({ normalizer: 1 / 128, penaltyScale: 1 / 4 }));
    expectClose(micro, whole, tolerances.float64);
  });
});

it('does not see a shard of padding', async () => {
  await withRun(oracle, async run => {
    const half = part(0, 64);
    const padded: Batch = { ...part(0, 128), weights: Array.from({ length: 128 }, (_, row) => (row < 64 ? 1 : 0)) };
    const [plain, withPadding] = await Promise.all([half, padded].map(batch => summed(run, [batch], () => ({ normalizer: 1 / 64, penaltyScale: 1 }))));
    expectClose(withPadding ?? [], plain ?? [], tolerances.float64);
    const empty: Batch = { ...part(64, 32), weights: Array.from({ length: 32 }, () => 0) };
    const nothing = await summed(run, [empty], () => ({ normalizer: 1 / 64, penaltyScale: 0 }));
    expect(nothing.every(value => value === 0)).toBe(true);
  });
});

it('gives the gradient of the input: p − y through the kernel for a softmax regression', async () => {
  const config = { ...oracle, model: sequential([dense({ units: 3 })]), loss: categoricalCrossEntropy(), data: arrays({ inputs, targets }) };
  await withRun(config, async run => {
    const { outputs, inputs: [dInput], parameters } = await run.gradients(part(0, 1));
    const logits = Array.from(outputs[0]?.values ?? []);
    const powers = logits.map(Math.exp);
    const total = powers.reduce((left, right) => left + right);
    const delta = powers.map((power, index) => power / total - (index === targets[0] ? 1 : 0));
    expectClose(parameters['dense/bias']?.values ?? [], delta, tolerances.float64);
    const kernel = (await run.getWeights(['dense/kernel']))['dense/kernel']?.values ?? [];
    const expected = [0, 1].map(row => delta.reduce((own, d, column) => own + d * (kernel[row * 3 + column] ?? 0), 0));
    expectClose(dInput?.values ?? [], expected, tolerances.float64);
  });
});
