import { ShapeError, located } from '../errors.ts';
import type { BufferSpec, BuildContext, BuiltLayer, Layer, LayerSpec, ParameterSpec } from '../layers/layer.ts';
import { formatShape, sameShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

/** A layer's place in a model: its path and what its build returned. A shared layer has one place, that of its first use. */
export interface Place {
  readonly path: string;
  readonly layer: Layer;
  readonly spec: LayerSpec;
  /** True for a shared layer whose uses give outputs of different shapes. */
  readonly varied: boolean;
}

/** A trained tensor, named by its path: `dense/kernel`. */
export interface Parameter extends ParameterSpec {
  readonly path: string;
}

/** An untrained tensor that a layer keeps, named by its path. */
export interface Buffer extends BufferSpec {
  readonly path: string;
}

/** A built model: shapes are without the batch axis. */
export interface Model {
  readonly root: Layer;
  readonly inputs: readonly Shape[];
  readonly outputs: readonly Shape[];
  readonly places: ReadonlyMap<Layer, Place>;
  readonly parameters: readonly Parameter[];
  readonly buffers: readonly Buffer[];
}

/** Gives the name that a layer's component goes by, for its segment of the path. */
export type NameOf = (layer: Layer) => string;

/** Builds a model from its outermost layer and the shapes of its inputs. Throws a ShapeError with the path of the layer that does not fit. */
export function buildModel(root: Layer, inputs: readonly Shape[], nameOf: NameOf): Model {
  const built = childBuilder(nameOf).child(root, inputs);
  const places = new Map<Layer, Place>();
  const ownsState = built.spec.parameters !== undefined || built.spec.buffers !== undefined;
  const path = ownsState ? built.name : '';
  place({ ...built, name: path }, '', places);
  const all = [...places.values()];
  return {
    root, inputs, places,
    outputs: built.spec.outputs,
    parameters: all.flatMap(({ path, spec }) => named(path, spec.parameters)),
    buffers: all.flatMap(({ path, spec }) => named(path, spec.buffers)),
  };
}

/** The number of trained values. */
export function parameterCount(model: Model): number {
  return model.parameters.reduce((count, parameter) => count + sizeOf(parameter.shape), 0);
}

/** `dense` and `kernel` as `dense/kernel`. */
export function joinPath(path: string, name: string): string {
  return path === '' || name === '' ? path + name : `${path}/${name}`;
}

function childBuilder(nameOf: NameOf): BuildContext {
  const taken = new Map<string, number>();
  const chosen = new Map<Layer, string>();
  return {
    child(layer, inputs, wanted) {
      const name = chosen.get(layer) ?? unique(wanted ?? nameOf(layer), taken);
      chosen.set(layer, name);
      try {
        return { name, layer, spec: layer.build(inputs, childBuilder(nameOf)) };
      } catch (error) {
        throw located(error, name);
      }
    },
  };
}

function unique(name: string, taken: Map<string, number>): string {
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  return count === 1 ? name : `${name}_${count}`;
}

function place({ name, layer, spec }: BuiltLayer, outer: string, places: Map<Layer, Place>): void {
  const path = joinPath(outer, name);
  const known = places.get(layer);
  if (known !== undefined) checkShared(known, path, spec);
  places.set(layer, known === undefined ? { path, layer, spec, varied: false } : { ...known, varied: known.varied || !sameOutputs(known.spec, spec) });
  for (const child of spec.children ?? []) place(child, path, places);
}

function sameOutputs(left: LayerSpec, right: LayerSpec): boolean {
  return left.outputs.every((shape, index) => sameShape(shape, right.outputs[index] ?? []));
}

function checkShared(known: Place, path: string, spec: LayerSpec): void {
  const first = known.spec.parameters ?? {};
  for (const [name, { shape }] of Object.entries(spec.parameters ?? {})) {
    const own = first[name]?.shape ?? [];
    if (sameShape(own, shape)) continue;
    throw new ShapeError(`a shared layer meets inputs of another shape, so that its ${name} would differ`, {
      where: path, got: formatShape(shape), expected: `${formatShape(own)}, as at ${known.path}`,
      next: 'give it inputs of one shape, or use a layer of its own here',
    });
  }
}

function named<T>(path: string, specs: Readonly<Record<string, T>> | undefined): readonly (T & { readonly path: string })[] {
  return Object.entries(specs ?? {}).map(([name, spec]) => ({ ...spec, path: joinPath(path, name) }));
}
