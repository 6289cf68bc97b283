import type { Layer } from '../../layers/layer.ts';
import { regularizerLayer } from '../../layers/regularized.ts';
import type { Model, Place } from '../../model/model.ts';
import type { LayerPass } from '../layerPass.ts';
import { bareModel, functionalProblem, sampleShape, withoutTargets } from './part.ts';
import type { Part, Whole } from './part.ts';

/** A layer with its parameters, without their regularizers, under a linear functional of its outputs; before it, where its outputs go through a regularizer, the two apart. */
export function layerParts(whole: Whole, place: Place): readonly Part[] {
  const pass = whole.passes.get(place.layer);
  if (pass === undefined || !pass.outputs.every(({ dtype }) => dtype === 'float') || pass.inputs.some(({ dtype }) => dtype === 'bool')) return [];
  const apart = regularizedParts(whole, place, pass);
  const inside = [...(place.spec.children ?? []).map(({ layer }) => layer), ...apart.flatMap(({ layer }) => layer ?? [])];
  return [...apart, layerPart(whole, place, pass, inside)];
}

function layerPart(whole: Whole, place: Place, pass: LayerPass, children: readonly Layer[]): Part {
  const component = named(whole, place.layer) ?? lastOf(place.path);
  return { kind: 'layer', path: place.path, component, layer: place.layer, children, problem: functionalProblem(whole, modelOf(whole, place, pass), pass, place.path || component) };
}

function regularizedParts(whole: Whole, place: Place, pass: LayerPass): readonly Part[] {
  const { regularized } = place.layer;
  if (regularized === undefined) return [];
  const { layer: inner, regularizer } = regularized;
  const component = named(whole, regularizer) ?? named(whole, place.layer) ?? lastOf(place.path);
  const layer = regularizerLayer(regularizer);
  const passed = { inputs: pass.outputs.slice(0, 1), outputs: pass.outputs.slice(0, 1) };
  const transformed = functionalProblem(whole, bareModel(layer, passed.inputs.map(sampleShape)), passed, `${place.path} regularizer`);
  const problem = regularizer.transform === undefined ? withoutTargets(transformed) : transformed;
  const children = (place.spec.children ?? []).map(({ layer }) => layer);
  return [layerPart(whole, { ...place, layer: inner }, pass, children), { kind: 'regularizer', path: place.path, component, layer, children: [], problem }];
}

/** The layer as a model, its paths those in the whole. */
function modelOf({ problem: { objective: { model } } }: Whole, place: Place, { inputs, outputs }: LayerPass): Model {
  const within = ({ path }: { readonly path: string }) => place.path === '' || path.startsWith(`${place.path}/`);
  return {
    root: place.layer, inputs: inputs.map(sampleShape), outputs: outputs.map(sampleShape),
    places: placesUnder(model, place), buffers: model.buffers.filter(within),
    parameters: model.parameters.filter(within).map(parameter => ({ ...parameter, regularizer: undefined })),
  };
}

/** The places of a layer and of all that it applies, however deep. */
function placesUnder({ places }: Model, place: Place): Model['places'] {
  const layers = new Set<Layer>();
  const collect = ({ layer, spec }: Pick<Place, 'layer' | 'spec'>): void => {
    layers.add(layer);
    for (const child of spec.children ?? []) collect(child);
  };
  collect(place);
  return new Map([...[...places].filter(([layer]) => layers.has(layer)), [place.layer, place]]);
}

/** The name of a component, where it has one; a regularizer in the layer list goes by that of the layer that it is. */
function named({ nameOf }: Whole, component: object): string | undefined {
  const name = nameOf(component);
  return name === '' || name === 'custom' ? undefined : name;
}

/** `dense` of `block/dense_2`: what a layer that was given no name goes by. */
function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/_\d+$/u, '');
}
