import type { HostTensor } from '../../../src/training/hostTensor.ts';
import type { LayerReference } from '../../../src/testing/layerReference.ts';

const nothing: HostTensor = { shape: [], values: new Float64Array() };

/** y = f(x), element by element. */
export const elementwise = (f: (x: number) => number): LayerReference => ([x = nothing]) => Array.from(x.values, f);

/** y = f(x₁, x₂, …), element by element. */
export const merged = (f: (...xs: number[]) => number): LayerReference => inputs => (
  Array.from(inputs[0]?.values ?? [], (_, index) => f(...inputs.map(({ values }) => values[index] ?? Number.NaN))));

/** Axes counted from either end, with the batch as 0, as axes from 0. */
export const positive = (axes: number | readonly number[], { shape }: HostTensor): readonly number[] => [axes].flat().map(axis => (axis < 0 ? axis + shape.length : axis));

/** The place of each element in a tensor that has an extent of 1 along some axes, and those of the shape along all others. */
export function placesWithout(axes: readonly number[], { shape, values }: HostTensor): readonly number[] {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1));
  const keys = Array.from(values, (_, index) => shape.map((extent, axis) => (axes.includes(axis) ? 0 : Math.floor(index / (strides[axis] ?? 1)) % extent)).join(' '));
  const places = new Map([...new Set(keys)].map((key, place) => [key, place]));
  return keys.map(key => places.get(key) ?? 0);
}

/** y = f(x), group by group: a group are the elements that differ along the axes alone. */
export function groupwise(x: HostTensor, axes: readonly number[], f: (group: readonly number[]) => readonly number[]): readonly number[] {
  const places = placesWithout(axes, x);
  const groups = new Map<number, number[]>();
  for (const [index, place] of places.entries()) groups.set(place, [...groups.get(place) ?? [], x.values[index] ?? Number.NaN]);
  const results = new Map([...groups].map(([place, group]) => [place, f(group).values()]));
  return places.map(place => results.get(place)?.next().value ?? Number.NaN);
}

/** y = f(x) along axes, those of softmax for example. */
export const along = (axes: number | readonly number[], f: (group: readonly number[]) => readonly number[]): LayerReference => ([x = nothing]) => groupwise(x, positive(axes, x), f);

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const softmaxOf = (group: readonly number[]): readonly number[] => group.map(x => Math.exp(x) / sum(group.map(Math.exp)));

/** The parameter of a name, wherever it lies. */
export function parameter(parameters: Readonly<Record<string, HostTensor>>, name: string): HostTensor | undefined {
  return Object.entries(parameters).find(([path]) => path === name || path.endsWith(`/${name}`))?.[1];
}

/** z = x·W + b. */
export const denseOf: LayerReference = ([x = nothing], parameters) => {
  const [kernel = nothing, bias] = [parameter(parameters, 'kernel'), parameter(parameters, 'bias')];
  const [inputs = 1, units = 1] = kernel.shape;
  return Array.from({ length: (x.values.length / inputs) * units }, (_, index) => {
    const [row, unit] = [Math.floor(index / units), index % units];
    return sum(Array.from({ length: inputs }, (__, input) => (x.values[row * inputs + input] ?? 0) * (kernel.values[input * units + unit] ?? 0))) + (bias?.values[unit] ?? 0);
  });
};

/** γ·(x − μ)/√(σ² + ε) + β with γ and β along `axis`; mean and variance over all other axes, or over `axis` itself. */
export function normalised(axis: number | readonly number[], { epsilon, over, centred = true }: { readonly epsilon: number; readonly over: 'axis' | 'others'; readonly centred?: boolean }): LayerReference {
  return ([x = nothing], parameters) => {
    const own = positive(axis, x);
    const others = x.shape.map((_, index) => index).filter(index => !own.includes(index));
    const direction = groupwise(x, over === 'axis' ? own : others, group => standardised(group, epsilon, centred));
    const places = placesWithout(others, x);
    const [gamma, beta] = [parameter(parameters, 'gamma'), parameter(parameters, 'beta')];
    return direction.map((value, index) => value * (gamma?.values[places[index] ?? 0] ?? 1) + (beta?.values[places[index] ?? 0] ?? 0));
  };
}

function standardised(group: readonly number[], epsilon: number, centred: boolean): readonly number[] {
  const mean = sum(group) / group.length;
  const deviation = Math.sqrt(sum(group.map(value => (value - mean) ** 2)) / group.length + epsilon);
  return group.map(value => (centred ? value - mean : value) / deviation);
}

/** erf z by its series of terms of one sign, which does not cancel. */
export function erf(z: number): number {
  let [term, total] = [z, z];
  for (let n = 1; n < 400; n++) {
    term *= (2 * z * z) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z) * total;
}
