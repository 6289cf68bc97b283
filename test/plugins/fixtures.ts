import { z } from 'zod';
import { defineBackend, defineLayer, defineRegularizer, defineSchedule } from '../../src/components/definition.ts';
import { zeros } from '../../src/initializers/zeros.ts';
import { dense } from '../../src/layers/dense.ts';
import { relu } from '../../src/layers/activations/relu.ts';
import { sequential } from '../../src/layers/sequential.ts';
import { momentum } from '../../src/optimizers/momentum.ts';
import { createContainer } from '../../src/plugins/container.ts';
import { definePlugin } from '../../src/plugins/definePlugin.ts';
import type { Plugin } from '../../src/plugins/definePlugin.ts';
import type { Registry } from '../../src/plugins/registry.ts';
import { REGISTRY } from '../../src/plugins/tokens.ts';
import { l2 } from '../../src/regularizers/l2.ts';

/** A schedule of one value. */
export const constant = defineSchedule({
  name: 'constant',
  summary: 'one value',
  options: () => z.strictObject({ value: z.number() }),
  shorthand: 'value',
  create: ({ value }) => ({ at: () => value }),
});

/** dense's default kernel initializer goes by this name; the values do not matter here. */
const glorotUniform = { definition: { ...zeros.definition, name: 'glorotUniform' } };

/** A transform that doubles, which is easy to see. */
export const doubling = defineRegularizer({
  name: 'doubling',
  summary: 'y = 2x while training',
  options: () => z.strictObject({}),
  create: () => ({ transform: (_, x) => ({ y: x.mul(2), backward: dy => dy.mul(2) }) }),
});

/** A layer with nested and joined options. */
export const picky = defineLayer({
  name: 'picky',
  summary: 'the identity, with options of every form',
  options: () => z.strictObject({
    window: z.strictObject({ height: z.int().positive(), width: z.int().positive() }).optional(),
    padding: z.union([z.enum(['same', 'valid']), z.int().min(0)]).default('same'),
    rates: z.array(z.number().gt(0)).min(1).optional(),
  }),
  create: () => ({ build: inputs => ({ outputs: inputs }), forward: (_, inputs) => ({ outputs: inputs, backward: dOutputs => ({ inputs: dOutputs }) }) }),
});

export const fakeBackend = defineBackend({
  name: 'fake',
  summary: 'runs nothing',
  options: () => z.strictObject({ device: z.enum(['cpu', 'wasm']).default('cpu') }),
  shorthand: 'device',
  create: ({ device }) => ({ name: `fake:${device}`, precision: 'float32', gaps: () => [], open: () => { throw new Error('not a backend'); } }),
});

export const fixture = definePlugin({
  name: 'fixture',
  contributes: {
    layers: [dense, relu, sequential, picky],
    regularizers: [l2, doubling],
    initializers: [zeros, glorotUniform],
    schedules: [constant],
    optimizers: [momentum],
    backends: [fakeBackend],
  },
});

/** A registry of the fixture's components and those of more plugins. */
export function fixtureRegistry(...plugins: readonly Plugin[]): Registry {
  return createContainer([fixture, ...plugins]).get(REGISTRY);
}
