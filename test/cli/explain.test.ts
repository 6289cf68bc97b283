import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kinds } from '../../src/cli/components/kindOf.ts';
import { registered } from '../../src/cli/components/registered.ts';
import { explanationOf } from '../../src/cli/explain/explanation.ts';
import type { Explanation } from '../../src/cli/explain/explanation.ts';
import { readConfig } from '../../src/config/loadConfig.ts';
import { parseRun } from '../../src/config/schema.ts';
import type { Contribution } from '../../src/plugins/contribution.ts';
import { command, expectBadInput, workplace } from './helpers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const all = registered([]);
const contributions = kinds.flatMap(kind => [...all.registry.contributions(kind).values()].map(contribution => [`${kind}/${contribution.definition.name}`, contribution] as const));
const rest = { model: [{ use: 'dense', units: 1 }], loss: 'meanSquaredError', optimizer: 'adam', shapes: { inputs: [[4]], targets: [[1]] } };
const { write } = workplace();

/** What only code can give has no example. */
const inCode = ['layer/lambda', 'dataSource/stream'];

/** What an explanation should say and does not. Sentences end as such. */
function lackingIn(name: string, contribution: Contribution): readonly string[] {
  const { about = '', file = '', options, commonOptions, example, equations } = explanationOf(contribution, all);
  const differentiated = ['layer', 'loss', 'regularizer'].includes(contribution.definition.kind);
  return [
    ...(/^[\p{L}\d].*[.:]$/su.test(about) ? [] : [`${name}: what it is`]),
    ...(existsSync(`${root}${file}`) ? [] : [`${name}: its file`]),
    ...[...options, ...commonOptions].filter(({ description = '', type }) => !/^.{8}.*[.…]$|^The \w+\.$/su.test(description) || type === '').map(option => `${name}: the option ${option.name}`),
    ...(differentiated && equations.length === 0 ? [`${name}: its equation`] : []),
    ...((example === undefined) === inCode.includes(name) ? [] : [`${name}: an example`]),
  ];
}

describe('explain', () => {
  it('knows what each component is, each option, an example and the file', () => {
    expect(contributions.length).toBeGreaterThan(170);
    expect(contributions.flatMap(([name, contribution]) => lackingIn(name, contribution))).toEqual([]);
  });

  it.each(contributions.filter(([name]) => !inCode.includes(name)))('has an example of %s that is valid', (_, contribution) => {
    const { example = '' } = explanationOf(contribution, all);
    const config = { ...rest, ...parse(example) as object };
    expect(JSON.stringify(config)).toContain(`"${contribution.definition.name}"`);
    expect(() => parseRun(all.registry, readConfig(JSON.stringify(config), 'config.json').config)).not.toThrow();
  });

  it('prints an explanation', async () => {
    const { code, out } = await command('explain', 'leakyRelu');
    expect(code).toBe(0);
    expect(out).toBe(`leakyRelu, a layer: y = x where x > 0, else α·x

The rectifier with a small slope α for negative inputs, so that no unit is ever cut off from its
gradient.

    y = x where x > 0, else α·x    dx = dy where x > 0, else α·dy    (the slope at 0 is α)

options
  negativeSlope  The slope α for negative inputs.
                 a number, at least 0; 0.3 if left out

options of every layer
  name               The layer's segment of the path, in place of its component's name.
                     a text
  outputRegularizer  A penalty or transform of the layer's output.
                     a regularizer
  sharedAs           Layers with the same name here are one layer.
                     a text

short form  \`leakyRelu\` for { use: leakyRelu }; in code a bare argument is \`negativeSlope\`
shapes      any, kept. α is \`negativeSlope\`, at least 0.
source      Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models"
            (2013); the default α is that of Keras.
file        src/layers/activations/leakyRelu.ts

example
    model:
      - leakyRelu
`);
  });

  it('explains a name in each of its kinds, or in one', async () => {
    const both = JSON.parse((await command('explain', 'orthogonal', '--json')).out) as { readonly components: readonly Explanation[] };
    expect(both.components.map(({ kind }) => kind)).toEqual(['regularizer', 'initializer']);
    const one = JSON.parse((await command('explain', 'initializers/orthogonal', '--json')).out) as typeof both;
    expect(one.components.map(({ kind, options }) => [kind, options])).toEqual([['initializer', [{ name: 'gain', type: 'a number', required: false, description: 'What the matrix is multiplied by.', default: 1 }]]]);
  });

  it('explains a plugin by its source, or by what its schema says', async () => {
    const plugin = write('spiral.ts', `import { defineLayer, definePlugin, z } from 'chainrule';
/**
 * Turns its input.
 *
 *     y = e^(iφ)·x
 *
 * Shapes: any, kept.
 */
const spiral = defineLayer({ name: 'spiral', summary: 'turns', options: () => z.strictObject({
  /** How often it turns. */
  turns: z.number().default(2),
  angle: z.number().describe('The angle φ.').default(1),
}), create: () => { throw new Error('not made'); } });
export default definePlugin({ name: 'turning', contributes: { layers: [spiral] } });
`);
    const { components: [explained] } = JSON.parse((await command('explain', 'spiral', '--plugin', plugin, '--json')).out) as { readonly components: readonly Explanation[] };
    expect(explained).toMatchObject({ about: 'Turns its input.', equations: ['y = e^(iφ)·x'], shapes: 'any, kept.', file: plugin, example: 'model:\n  - spiral' });
    expect(explained?.plugin).toContain('turning');
    expect(explained?.options.map(({ description }) => description)).toEqual(['How often it turns.', 'The angle φ.']);
    expect((await command('list', 'layers', '--plugin', plugin)).out).toMatch(/^  spiral +turns \[turning \(.*spiral\.ts\)\]$/mu);
  });

  it('names the nearest of an unknown name', async () => {
    expectBadInput(await command('explain', 'dnese'), ['there is no such component', '"dnese"', 'did you mean: dense?', 'chainrule list']);
    expectBadInput(await command('explain', 'optimizer/dense'), ['did you mean: layer/dense?']);
    expectBadInput(await command('explain', 'optimiser/adam'), ['no such kind', 'did you mean: optimizers?']);
  });
});
