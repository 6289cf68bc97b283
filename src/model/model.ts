import { ChainruleError, ShapeError, located } from '../errors.ts';
import { GraphRecorder } from '../graph/graphRecorder.ts';
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
  const built = buildRoot(root, inputs, nameOf);
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

/** The root's name is part of no path but its own: an error of a layer inside it has that layer's path, as in the recording. */
function buildRoot(layer: Layer, inputs: readonly Shape[], nameOf: NameOf): BuiltLayer {
  const name = nameOf(layer);
  try {
    return { name, layer, spec: layer.build(inputs, childBuilder(nameOf)) };
  } catch (error) {
    const placed = error instanceof ChainruleError && error.details.where !== undefined;
    throw placed ? error : located(error, name);
  }
}

function childBuilder(nameOf: NameOf): BuildContext {
  const taken = new Set<string>();
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
    trace(f, inputs) {
      const recorder = new GraphRecorder();
      return f(inputs.map((shape, index) => recorder.input({ from: 'feed', name: String(index) }, { shape, dtype: 'float' }))).map(({ shape }) => shape);
    },
  };
}

/** The name, or where it is taken the first free one of `name_2`, `name_3`, …: a layer may have been given such a name. */
function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}_${count}`;
  taken.add(free);
  return free;
}

function place({ name, layer, spec }: BuiltLayer, outer: string, places: Map<Layer, Place>): void {
  const path = joinPath(outer, name);
  const known = places.get(layer);
  if (known === undefined) requireOwnPath(path, places);
  else checkShared(known, path, spec);
  places.set(layer, known === undefined ? { path, layer, spec, varied: false } : { ...known, varied: known.varied || !sameOutputs(known.spec, spec) });
  for (const child of spec.children ?? []) place(child, path, places);
}

/** One path is one set of weights, so that it belongs to one layer. */
function requireOwnPath(path: string, places: ReadonlyMap<Layer, Place>): void {
  if (![...places.values()].some(other => other.path === path)) return;
  throw new ShapeError('two layers have one path', { where: path, next: 'give one of them another `name`, and build children with context.child' });
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
