import { ConfigError } from '../errors.ts';
import type { NoiseRequest, StepScalar } from '../tensor/recordingContext.ts';
import type { Shape } from '../tensor/shape.ts';

interface Refusal {
  readonly problem: string;
  readonly got: unknown;
  readonly expected: string;
}

/** Throws a ConfigError where code without types asks its context for a scalar that is none. */
export function requireScalarRequest(name: string, value: StepScalar): void {
  const quoted = JSON.stringify(name);
  refuse(nameProblem('scalar', name) ?? valueProblem(`the scalar ${quoted}`, value), `write context.scalar(${quoted}, { at: step => … }); a number that never changes needs no scalar`);
}

/** Throws a ConfigError where code without types asks its context for noise that cannot be drawn. */
export function requireNoiseRequest(name: string, shape: Shape, noise: NoiseRequest): void {
  const quoted = JSON.stringify(name);
  refuse(nameProblem('noise', name) ?? noiseProblem(`the noise ${quoted}`, shape, noise), `write context.noise(${quoted}, shape, { distribution: 'normal', perSample: true })`);
}

function refuse(refusal: Refusal | undefined, next: string): void {
  if (refusal !== undefined) throw new ConfigError(refusal.problem, { got: shown(refusal.got), expected: refusal.expected, next });
}

function nameProblem(what: string, name: unknown): Refusal | undefined {
  return typeof name === 'string' && name !== '' ? undefined : { problem: `a ${what} without a name`, got: name, expected: 'a name, which keys it' };
}

function valueProblem(what: string, value: unknown): Refusal | undefined {
  const known = typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'function';
  return known ? undefined : { problem: `${what} does not say its value for a step`, got: value, expected: 'an object with at(step)' };
}

const distributions: readonly unknown[] = ['uniform', 'normal', 'bernoulli'] satisfies readonly NoiseRequest['distribution'][];

function noiseProblem(what: string, shape: unknown, noise: Partial<NoiseRequest> | null | undefined): Refusal | undefined {
  if (!isShape(shape)) return { problem: `${what} has no shape`, got: shape, expected: 'a list of whole numbers' };
  const { distribution, perSample, probability } = noise ?? {};
  if (!distributions.includes(distribution)) return { problem: `${what} has no known distribution`, got: distribution, expected: `one of ${distributions.join(', ')}` };
  if (typeof perSample !== 'boolean') return { problem: `${what} does not say whether each sample has its own`, got: perSample, expected: 'perSample: true or false' };
  return probability === undefined && distribution !== 'bernoulli' ? undefined : valueProblem(`the probability of ${what}`, probability);
}

function isShape(shape: unknown): boolean {
  return Array.isArray(shape) && shape.every(extent => Number.isInteger(extent) && extent >= 0);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'function' ? 'a function' : JSON.stringify(value);
}
