import type { Session } from '../backends/backend.ts';
import { shown } from '../components/shown.ts';
import { ConfigError, nearestName } from '../errors.ts';
import type { HostTensor } from './hostTensor.ts';
import type { Model } from '../model/model.ts';
import { weightValues } from './weightValues.ts';
import type { WeightValues } from './weightValues.ts';

/** Parameters and buffers by path. */
export type Weights = Readonly<Record<string, HostTensor>>;

/** Copies of the named weights, or of all. Throws a ConfigError for an unknown path. */
export async function readWeights(session: Session, model: Model, paths?: readonly string[]): Promise<Weights> {
  const places = placesOf(model);
  const wanted = listed(paths ?? [...places.keys()]).map(path => [path, placeOf(places, path)] as const);
  const state = await session.read(wanted.map(([, { state }]) => state));
  return Object.fromEntries(wanted.map(([path, { state: name, shape }]) => [path, { shape, values: state[name] ?? new Float32Array(0) }]));
}

/** Weights by path as state by name. Throws a ConfigError for an unknown path, a shape that does not fit, or a number that is not finite. */
export function weightState(model: Model, weights: Readonly<Record<string, WeightValues>>): Record<string, ArrayLike<number>> {
  requireRecord(weights);
  const places = placesOf(model);
  return Object.fromEntries(Object.entries(weights).map(([path, given]) => {
    const { state, shape } = placeOf(places, path);
    return [state, weightValues(path, shape, given)];
  }));
}

/** The paths of a model's parameters and buffers. */
export function weightPaths(model: Model): readonly string[] {
  return [...placesOf(model).keys()];
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

function listed(paths: unknown): readonly string[] {
  if (Array.isArray(paths) && paths.every(path => typeof path === 'string')) return paths;
  throw new ConfigError('the paths of weights are not in a list', { where: 'getWeights', got: shown(paths), expected: "a list of paths: ['dense/kernel']" });
}

function requireRecord(weights: unknown): void {
  if (typeof weights === 'object' && weights !== null && !Array.isArray(weights) && !ArrayBuffer.isView(weights)) return;
  throw new ConfigError('weights are given by path', { where: 'setWeights', got: shown(weights), expected: "{ 'dense/kernel': [[ … ]], … }" });
}
