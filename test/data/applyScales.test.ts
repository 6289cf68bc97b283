import { describe, expect, it } from 'vitest';
import { applyScales } from '../../src/data/applyScales.ts';
import { numbered } from './datasets.ts';

describe('applyScales', () => {
  it('gives the true values as float32, rounded once', () => {
    const values = Uint8Array.from({ length: 256 }, (_, i) => i);
    const [column] = applyScales({ count: 256, inputs: [{ name: 'input', shape: [], dtype: 'float', values, scale: 1 / 255 }], targets: [] }).inputs;
    expect(column).toEqual({ name: 'input', shape: [], dtype: 'float', values: Float32Array.from(values, value => value * (1 / 255)), scale: 1 });
  });

  it('leaves columns without a scale as they are', () => {
    const dataset = numbered(3);
    const applied = applyScales(dataset);
    expect(applied.inputs[0]).toBe(dataset.inputs[0]);
    expect(applied.targets[0]).toBe(dataset.targets[0]);
  });
});
