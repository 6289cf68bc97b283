import type { HostArray } from '../tensor/dtype.ts';
import type { Noise } from '../tensor/operations.ts';
import { keyFor, toNormal, toUniform } from './randomStream.ts';
import { block, threefry } from './threefry.ts';

/** What keys one draw of noise. */
export interface NoiseDraw {
  readonly noise: Noise;
  /** The noise input's name: its purpose. */
  readonly name: string;
  readonly seed: number;
}

/**
 * A function that fills `target` with the noise of a step. With `perSample`, row i is keyed by samples[i]; else the whole is row 0.
 * Counter: (row key, pair of elements); key: (seed, purpose) enciphered with the step. It allocates nothing. A backend may bring a
 * faster way to fill a row, which gives the same bits.
 */
export function noiseFiller(draw: NoiseDraw, target: HostArray, rows: number, fillRow: RowFiller = rowFillers[draw.noise.distribution]): (step: number, samples: Int32Array, probability: number) => void {
  const [key0, key1] = keyFor(draw.seed, draw.name);
  const perRow = target.length / Math.max(rows, 1);
  return (step, samples, probability) => {
    threefry(key0, key1, step | 0, Math.floor(step / 2 ** 32) | 0);
    const step0 = block[0] ?? 0;
    const step1 = block[1] ?? 0;
    const threshold = Math.round(probability * 2 ** 32);
    for (let row = 0; row < rows; row++) {
      fillRow(target, row * perRow, perRow, step0, step1, draw.noise.perSample ? samples[row] ?? 0 : 0, threshold);
    }
  };
}

/** Fills `count` numbers from `start` on. The key is the step's, the counter (row, block); `threshold` is the probability · 2³². */
export type RowFiller = (target: HostArray, start: number, count: number, key0: number, key1: number, row: number, threshold: number) => void;

const rowFillers: Readonly<Record<Noise['distribution'], RowFiller>> = {
  uniform(target, start, count, key0, key1, row) {
    for (let i = 0; i < count; i++) {
      if ((i & 1) === 0) threefry(key0, key1, row, i >> 1);
      target[start + i] = toUniform((i & 1) === 0 ? block[0] ?? 0 : block[1] ?? 0);
    }
  },
  normal(target, start, count, key0, key1, row) {
    for (let i = 0; i < count; i++) {
      threefry(key0, key1, row, i);
      target[start + i] = toNormal(toUniform(block[0] ?? 0), toUniform(block[1] ?? 0));
    }
  },
  /** 1 where a 32-bit word lies below probability · 2³². */
  bernoulli(target, start, count, key0, key1, row, threshold) {
    for (let i = 0; i < count; i++) {
      if ((i & 1) === 0) threefry(key0, key1, row, i >> 1);
      target[start + i] = (((i & 1) === 0 ? block[0] ?? 0 : block[1] ?? 0) >>> 0) < threshold ? 1 : 0;
    }
  },
};
