import type { Session } from '../backends/backend.ts';
import { ConfigError, nearestName } from '../errors.ts';
import { formatShape, sameShape, sizeOf } from '../tensor/shape.ts';
import type { HostTensor } from './hostTensor.ts';
import type { Model } from '../model/model.ts';

/** Parameters and buffers by path. */
export type Weights = Readonly<Record<string, HostTensor>>;

/** Copies of the named weights, or of all. */
export async function readWeights(session: Session, model: Model, paths?: readonly string[]): Promise<Weights> {
  const places = placesOf(model);
  const wanted = (paths ?? [...places.keys()]).map(path => [path, placeOf(places, path)] as const);
  const state = await session.read(wanted.map(([, { state }]) => state));
  return Object.fromEntries(wanted.map(([path, { state: name, shape }]) => [path, { shape, values: state[name] ?? new Float32Array(0) }]));
}

/** Weights by path as state by name. Throws a ConfigError for an unknown path or a shape that does not fit. */
export function weightState(model: Model, weights: Readonly<Record<string, ArrayLike<number> | HostTensor>>): Record<string, ArrayLike<number>> {
  const places = placesOf(model);
  return Object.fromEntries(Object.entries(weights).map(([path, given]) => {
    const { state, shape } = placeOf(places, path);
    return [state, fitted(path, shape, given)];
  }));
}

interface WeightPlace {
  readonly state: string;
  readonly shape: readonly number[];
}

function placesOf(model: Model): ReadonlyMap<string, WeightPlace> {
  const place = (kind: string) => ({ path, shape }: { readonly path: string; readonly shape: readonly number[] }) => [path, { state: `${kind}/${path}`, shape }] as const;
  return new Map([...model.parameters.map(place('parameters')), ...model.buffers.map(place('buffers'))]);
}

function placeOf(places: ReadonlyMap<string, WeightPlace>, path: string): WeightPlace {
  const place = places.get(path);
  if (place !== undefined) return place;
  const known = [...places.keys()];
  throw new ConfigError('the model has no such weight', { where: path, expected: known.join(', '), nearest: nearestName(path, known) });
}

function fitted(path: string, shape: readonly number[], given: ArrayLike<number> | HostTensor): ArrayLike<number> {
  const values = 'values' in given && 'shape' in given ? given.values : given;
  const ownShape = 'values' in given && 'shape' in given ? given.shape : [given.length];
  const fits = values.length === sizeOf(shape) && (!('shape' in given) || sameShape(ownShape, shape));
  if (fits) return values;
  throw new ConfigError('the values do not fill this weight', { where: path, got: formatShape(ownShape), expected: formatShape(shape) });
}
