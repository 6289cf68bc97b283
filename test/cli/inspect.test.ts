import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../src/run/inspectRun.ts';
import { command, config, expectBadInput, workplace } from './helpers.ts';

const { folder, write } = workplace();
const file = write('larger.yaml', config);

describe('chainrule inspect', () => {
  it('lists layers with paths, shapes and parameters', async () => {
    const { code, out, err } = await command('inspect', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^dense +\[8\] +24 +kernel \[2, 8\], bias \[8\]$/mu);
    expect(out).toMatch(/^dense\/tanh +\[8\] +0$/mu);
    expect(out).toMatch(/^total +42$/mu);
    expect(out).toMatch(/^state +504 B/mu);
    expect(out).toMatch(/^epoch +2 steps over 8 samples$/mu);
    expect(out).toMatch(/^lacking +nothing/mu);
    expect(readdirSync(folder)).toEqual(['larger.yaml']);
  });

  it('gives the same as JSON', async () => {
    const inspection = JSON.parse((await command('inspect', file, '--json')).out) as Inspection;
    // Adam keeps two moments a parameter.
    expect(inspection.memory.state).toBe(42 * 3 * 4);
    expect(inspection).toMatchObject({ parameters: 42, samples: 8, stepsPerEpoch: 2, batchSize: 4, gaps: [], purpose: 'train' });
    expect(inspection.layers.map(({ path }) => path)).toEqual(['dense', 'dense/tanh', 'dense_2']);
    const double = JSON.parse((await command('inspect', file, '--json', '--backend', 'typescript:float64')).out) as Inspection;
    expect(double.memory.state).toBe(2 * inspection.memory.state);
    expect(double.memory.step).toBeGreaterThan(inspection.memory.step ?? Number.NaN);
  });

  it('names the operations that the backend lacks', async () => {
    const { code, out } = await command('inspect', file, '--backend', 'typescript', '--gradients', 'autodiff');
    expect(code).toBe(0);
    expect(out).toMatch(/^lacking +gradient: automatic differentiation runs on tfjs/mu);
    expect(out).toMatch(/^memory +not known$/mu);
  });

  it('tells what auto took and why, and what it passed over', async () => {
    const { out } = await command('inspect', file, '--backend', 'auto', '--gradients', 'autodiff');
    expect(out).toMatch(/^larger: input \[2\], backend tfjs:\w+ \(auto: .*gradients by autodiff need tf\.js\), gradients by autodiff$/mu);
    const inspection = JSON.parse((await command('inspect', file, '--json')).out) as Inspection;
    expect(inspection.about).toMatch(/^auto: ./u);
    expect(inspection.passedOver.length > 0).toBe(inspection.backend !== 'native');
  });

  it('prints the graph of a purpose as text, for Graphviz and as JSON', async () => {
    const { out } = await command('inspect', file, '--graph', '--purpose', 'predict');
    expect(out).toMatch(/^%\d+ = tanh\(%\d+\) : float\[4, 8\] {2}# dense\/tanh$/mu);
    expect(out).not.toContain('assign');
    expect((await command('inspect', file, '--graph')).out).toContain('assign parameters/dense/kernel');
    expect((await command('inspect', file, '--graph', 'dot')).out).toMatch(/^digraph step \{\n[^]*\n\}\n$/u);
    const graph = JSON.parse((await command('inspect', file, '--graph', '--json')).out) as { readonly nodes: readonly unknown[] };
    expect(graph.nodes.length).toBeGreaterThan(20);
  });

  it('needs no data where the config gives shapes', async () => {
    const bare = write('bare.yaml', config.replace(/data:\n(?: {2}.*\n)+/u, 'shapes: { inputs: [[5]], targets: [[]] }\n'));
    const { out } = await command('inspect', bare);
    expect(out).toMatch(/^dense +\[8\] +48/mu);
    expect(out).toMatch(/^epoch +no data$/mu);
  });

  it('explains a word after --graph that is no format', async () => {
    expectBadInput(await command('inspect', '--graph', file), ['error: --graph [format]', 'expected: text or dot']);
  });
});
