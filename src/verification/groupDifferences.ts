import { scaleFor } from '../gradients/centralDifferences.ts';
import { derivativeAlong } from '../gradients/derivativeAlong.ts';
import { RandomStream } from '../random/randomStream.ts';

/** What elements are looked at in groups. */
export interface GroupOptions {
  /** The loss, which reads `values`. */
  readonly loss: () => Promise<number>;
  readonly values: Float64Array;
  readonly noise: number | undefined;
  /** The gradient that is doubted; nothing is looked at where it is undefined. */
  readonly expected: Float64Array | undefined;
  /** The elements that are looked at by themselves, in ascending order. */
  readonly chosen: readonly number[];
  readonly seed: number;
}

/** What was found in groups. */
export interface GroupFindings {
  /** How many elements lie in groups that are right. */
  readonly grouped: number;
  /** Elements whose gradient is not what differences say. */
  readonly apart: readonly number[];
}

/** Groups to begin with: so few that they take no longer than some twenty elements do. */
const mostGroups = 16;

/** How many groups may be halved, to find what differs in them or to stay clear of a kink. */
const mostHalved = 32;

/** Elements that differ: more tell no more. */
const mostApart = 8;

/** How far the derivative along a group may be off, in parts of the norm of its gradient. */
const closeness = 1e-6;

/**
 * Compares in groups the elements of a gradient that are not chosen: along a direction v of random signs the derivative of the loss is Σ vᵢ·gᵢ, so that one wrong element of a group shows, if it is off by more than a millionth of the group's norm.
 * A group that differs, or has a kink, is halved until the elements are found.
 */
export async function groupDifferences(options: GroupOptions): Promise<GroupFindings> {
  const { values, expected, chosen, loss } = options;
  if (expected === undefined || chosen.length >= values.length) return { grouped: 0, apart: [] };
  const signs = signsFor(values.length, options.seed);
  const pending = groupsOf(remaining(values.length, chosen));
  const found = { grouped: 0, apart: [] as number[] };
  const center = await loss();
  let halved = 0;
  for (let group = pending.pop(); group !== undefined && found.apart.length < mostApart; group = pending.pop()) {
    if (await isRight(group, signs, center, { ...options, expected })) found.grouped += group.length;
    else if (group.length === 1) found.apart.push(...group);
    else if (halved++ < mostHalved) pending.push(...halves(group));
  }
  return found;
}

async function isRight(group: readonly number[], signs: Int8Array, center: number, { loss, values, noise = 2 ** -50 * Math.abs(center), expected }: GroupOptions & { readonly expected: Float64Array }): Promise<boolean> {
  const kept = group.map(index => values[index] ?? 0);
  const place = (offset: number) => group.forEach((index, each) => { values[index] = (kept[each] ?? 0) + offset * (signs[index] ?? 1); });
  const at = async (offset: number) => {
    place(offset);
    const value = await loss();
    place(0);
    return value;
  };
  const gradient = group.map(index => (signs[index] ?? 1) * (expected[index] ?? Number.NaN));
  const allowed = closeness * Math.hypot(...gradient);
  const scale = scaleFor(kept.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  const { derivative, error, kink } = await derivativeAlong({ at, center, scale, noise, enough: allowed / 10, narrowest: 12 });
  const distance = Math.abs(gradient.reduce((sum, value) => sum + value, 0) - derivative);
  return !kink && distance <= allowed + error && error <= Math.max(allowed, noise);
}

function remaining(size: number, chosen: readonly number[]): readonly number[] {
  const skipped = new Set(chosen);
  return [...Array(size).keys()].filter(index => !skipped.has(index));
}

function groupsOf(elements: readonly number[]): (readonly number[])[] {
  const length = Math.ceil(elements.length / mostGroups);
  return Array.from({ length: Math.ceil(elements.length / length) }, (_, index) => elements.slice(index * length, (index + 1) * length));
}

function halves(group: readonly number[]): readonly (readonly number[])[] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}

function signsFor(size: number, seed: number): Int8Array {
  const random = new RandomStream(seed, 'signs of groups');
  return Int8Array.from({ length: size }, () => 2 * random.below(2) - 1);
}
