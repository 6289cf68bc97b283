import { fastestOf, medianOf, roundsOf, sharedRounds, timeRatio, timesOf } from './measured.ts';
import type { Measured } from './measured.ts';
import { judged } from './noise.ts';
import type { Ratio } from './noise.ts';
import type { BenchmarkedModel, ContenderResult, LeftOut, Limit, SpeedUp } from './result.ts';
import { medianInterval } from './statistics.ts';

/** The ending of a contender that takes gradients by automatic differentiation. */
export const byAutodiff = '/autodiff';

type Work = Pick<BenchmarkedModel, 'batchSize' | 'multiplications'>;

/** Figures of each contender that was measured, the fastest first and those that compute something else than the oracle last, against the fastest that computes the same. */
export function summarise(all: readonly Measured[], work: Work, limit: Limit | null): readonly ContenderResult[] {
  const first = fastestOf(all);
  const measured = all.filter(own => own.kind === 'ours' && own.refused === undefined && timesOf(own).length > 0);
  return measured.toSorted((left, right) => Number(right.same) - Number(left.same) || medianOf(left) - medianOf(right)).map(own => contenderResult(own, first, work, limit));
}

/** Those that were not measured, with why. */
export function leftOutOf(all: readonly Measured[]): readonly LeftOut[] {
  const reasonOf = ({ refused, milliseconds }: Measured) => refused ?? (milliseconds.every(value => value === null) ? 'its process ended in a turn' : undefined);
  return all.filter(({ kind }) => kind === 'ours').flatMap(own => {
    const reason = reasonOf(own);
    return reason === undefined ? [] : [{ name: own.name, reason }];
  });
}

function contenderResult(measured: Measured, first: Measured | undefined, { batchSize, multiplications }: Work, limit: Limit | null): ContenderResult {
  const { name, milliseconds: rounds, peakBytes, startSeconds, deviation, stable = true, note } = measured;
  const milliseconds = medianInterval(roundsOf(measured));
  const gflops = 2 * multiplications / milliseconds.estimate / 1e6;
  return {
    name, backend: name.replace(byAutodiff, ''), gradients: name.endsWith(byAutodiff) ? 'autodiff' : 'backprop', wrong: mistakeOf(measured), milliseconds, rounds,
    stepsPerSecond: 1000 / milliseconds.estimate, samplesPerSecond: 1000 * batchSize / milliseconds.estimate, gflops, shareOfLimit: limit && gflops / limit.gflops,
    timesFastest: first === undefined || first === measured ? null : ratioOf(measured, first), peakBytes, startSeconds, deviation, stable, ...(note !== undefined && { about: note }),
  };
}

function mistakeOf({ same, deviation }: Measured): string | null {
  if (same) return null;
  return deviation === null ? 'typescript:float64 did not run: nothing tells whether it is right' : `its first losses deviate by ${deviation.toExponential(1)} from those of typescript:float64`;
}

/** The speed-up of explicit backprop over tf.js's own gradients, on each device that both ran on. */
export function speedUpsOf(all: readonly Measured[]): readonly SpeedUp[] {
  return all.flatMap(autodiff => {
    const explicit = all.find(({ name }) => name + byAutodiff === autodiff.name);
    if (explicit?.same !== true || !autodiff.same) return [];
    return [{ device: explicit.name, ratio: ratioOf(autodiff, explicit) }];
  });
}

/** The paired ratio of two times, judged. */
export function ratioOf(left: Measured, right: Measured): Ratio | null {
  return judged(timeRatio(left, right), sharedRounds(left, right));
}
