import { z } from 'zod';
import { gradientClipping } from './gradientClipping.ts';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Adapter, Comparison } from './golden.ts';
import { flat, nestedSchema, shapeOf } from './nested.ts';
import { optimizerConfig, optimizerReference } from './optimizerReference.ts';
import { Updates } from './updates.ts';

const stateSchema = z.object({ velocity: nestedSchema, m: nestedSchema, v: nestedSchema, cache: nestedSchema, accumulator: nestedSchema, t: z.number() }).partial();
const schema = goldenSchema.extend({
  kind: z.enum(['trajectory', 'minimize', 'single_step_from_state']),
  optimizer: z.string(),
  config: optimizerConfig,
  initial: nestedSchema,
  initial_state: stateSchema.default({}),
  grads: z.array(nestedSchema),
  check_after_steps: z.array(z.number()),
  expected: z.array(nestedSchema),
  expected_f64: z.array(nestedSchema).optional(),
  expected_state: stateSchema.default({}),
  expected_costs_before_step: z.array(z.number().nullable()).default([]),
  tolerance: toleranceSchema,
});
type OptimizerGolden = z.output<typeof schema>;

/** The optimizers on given gradients, through the update graph: parameters after every update, slots, and the clipping of gradients. */
export const optimizers: Adapter = {
  file: 'optimizers',
  async run(raw, bench) {
    if (String(raw['kind']).startsWith('gradient_clip')) return gradientClipping(raw, bench);
    const golden = schema.parse(raw);
    const updates = new Updates(bench, optimizerReference(golden.optimizer, golden.config), { w: shapeOf(golden.initial) });
    await writeState(golden, updates);
    return [...await trajectory(golden, updates), ...await finalState(golden, updates)];
  },
};

/**
 * Our velocity gathers gradients, and the rate stands outside: −1/η times the golden's `v = μ·v − η·g`. The slots of the one method in the chain are those of link 0.
 */
const slotsOf = ({ config: { learning_rate } }: OptimizerGolden) => ({
  velocity: { slot: '0.velocity', scale: -1 / learning_rate },
  m: { slot: '0.firstMoment', scale: 1 },
  v: { slot: '0.secondMoment', scale: 1 },
  cache: { slot: '0.meanSquare', scale: 1 },
  accumulator: { slot: '0.accumulator', scale: 1 },
});
type SlotName = keyof ReturnType<typeof slotsOf>;
const slotNames: readonly SlotName[] = ['velocity', 'm', 'v', 'cache', 'accumulator'];

async function writeState(golden: OptimizerGolden, updates: Updates): Promise<void> {
  updates.setParameter('w', flat(golden.initial));
  for (const name of slotNames) {
    const values = golden.initial_state[name];
    const { slot, scale } = slotsOf(golden)[name];
    if (values !== undefined) updates.setSlot('w', slot, flat(values).map(value => value * scale));
  }
}

async function trajectory(golden: OptimizerGolden, updates: Updates): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const [index, gradient] of golden.grads.entries()) {
    comparisons.push(...await costBefore(golden, updates, index));
    await updates.step((golden.initial_state.t ?? 0) + index, { w: flat(gradient) });
    const check = golden.check_after_steps.indexOf(index + 1);
    const [exact, peer] = [golden.expected_f64?.[check], golden.expected[check]];
    if (peer === undefined) continue;
    comparisons.push({
      label: `parameter after update ${index + 1}`, actual: await updates.parameter('w'),
      exact: exact === undefined ? undefined : flat(exact), peer: flat(peer), tolerance: golden.tolerance,
    });
  }
  return comparisons;
}

/** The objective of the `minimize` goldens, Σ w². */
async function costBefore({ expected_costs_before_step: costs, tolerance }: OptimizerGolden, updates: Updates, index: number): Promise<readonly Comparison[]> {
  const cost = costs[index];
  if (cost === undefined || cost === null) return [];
  const values = Array.from(await updates.parameter('w'));
  return [{ label: `objective before update ${index + 1}`, actual: [values.reduce((sum, value) => sum + value * value, 0)], peer: [cost], tolerance }];
}

async function finalState(golden: OptimizerGolden, updates: Updates): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const name of slotNames) {
    const peer = golden.expected_state[name];
    if (peer === undefined) continue;
    const { slot, scale } = slotsOf(golden)[name];
    const actual = Array.from(await updates.slot('w', slot), value => value / scale);
    comparisons.push({ label: name, actual, peer: flat(peer), tolerance: golden.tolerance });
  }
  return comparisons;
}
