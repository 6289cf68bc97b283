import { concatenate, dense, sequential } from 'chainrule';
import type { Layer, Reference } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { buildModel } from '../../src/model/model.ts';
import type { Model } from '../../src/model/model.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import type { Shape } from '../../src/tensor/shape.ts';

function build(reference: Reference<'layer'>, inputs: readonly Shape[] = [[3]]): Model {
  const registry = createRegistry([]);
  return buildModel(registry.create('layer', reference), inputs, registry.nameOf);
}
const pathsOf = ({ parameters }: Model) => parameters.map(({ path }) => path).filter(path => path.endsWith('kernel')).map(path => path.replace('/kernel', ''));

describe('paths of a model', () => {
  it('give no automatic name that a layer was given', () => {
    const model = build(sequential([dense({ units: 2 }), dense({ units: 2, name: 'dense_2' }), dense({ units: 2 }), dense({ units: 1 })]));
    expect(pathsOf(model)).toEqual(['dense', 'dense_2', 'dense_3', 'dense_4']);
  });

  it('and tell layers of the same given name apart', () => {
    expect(pathsOf(build(sequential(['a', 'a_2', 'a', 'a'].map(name => dense({ units: 2, name })))))).toEqual(['a', 'a_2', 'a_3', 'a_4']);
  });

  it('belong to one layer each', () => {
    const inner = (): Layer => ({ build: inputs => ({ outputs: inputs }), forward: () => { throw new Error('not recorded'); } });
    const children = [inner(), inner()].map(layer => ({ name: 'same', layer, spec: { outputs: [[3]] } }));
    const root: Layer = { ...inner(), build: outputs => ({ outputs, children }) };
    expect(() => buildModel(root, [[3]], () => 'root')).toThrow(ShapeError);
    expect(() => buildModel(root, [[3]], () => 'root')).toThrow(/^same: two layers have one path\n.*another `name`/);
  });
});

describe('an error while building', () => {
  it('has the path that the weights have', () => {
    expect(() => build(sequential([sequential([dense({ units: 1 })])]), [[]])).toThrow(/^sequential\/dense: dense needs a feature axis/);
    expect(() => build(sequential([dense({ units: 1 })]), [[]])).toThrow(/^dense: dense needs a feature axis/);
  });

  it('names the outermost layer where it is its own', () => {
    expect(() => build(dense({ units: 1 }), [[]])).toThrow(/^dense: dense needs a feature axis/);
    expect(() => build(concatenate(), [[]])).toThrow(/^concatenate: concatenate of shapes/);
  });
});
