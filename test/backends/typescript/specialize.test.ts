import { describe, expect, it, vi } from 'vitest';
import { bindRegionLoop } from '../../../src/backends/typescript/regionLoop.ts';
import { firstNonFinite } from '../../../src/tensor/firstNonFinite.ts';
import { specialize } from '../../../src/backends/typescript/specialize.ts';
import { elementwiseFunctions } from '../../../src/tensor/elementwise.ts';

function double(x: Float32Array, count: number): void {
  for (let i = 0; i < count; i++) x[i] = 2 * (x[i] ?? 0);
}

const outside = { factor: 3 };
function needsOutside(x: Float32Array): void {
  x[0] = outside.factor;
}

describe('specialize', () => {
  it('gives each key an instance of its own that does the same', () => {
    const [first, second] = [specialize(double, 'first'), specialize(double, 'second')];
    expect(new Set([double, first, second]).size).toBe(3);
    expect(specialize(double, 'first')).toBe(first);
    const x = Float32Array.of(1, 2, 3);
    first(x, 2);
    expect([...x]).toEqual([2, 4, 3]);
  });
  it('gives the loop itself where its source does not stand alone', () => {
    expect(specialize(needsOutside, 'any')).toBe(needsOutside);
  });
  it('finds every element-wise function to stand alone, as this build left it', () => {
    const refused: string[] = [];
    const Original = globalThis.Function;
    vi.stubGlobal('Function', function evaluated(body: string) {
      const made = new Original(body);
      return () => {
        try {
          const loop = made() as (...values: Float64Array[]) => unknown;
          loop(...Array.from({ length: loop.length }, () => new Float64Array(0)));
          return loop;
        } catch (error) {
          refused.push(body);
          throw error;
        }
      };
    });
    const rows = { rows: 1, columns: 1, starts: [new Int32Array(1)], steps: [1] };
    for (const f of Object.values(elementwiseFunctions)) {
      const program = { operands: [0], outputs: [1], instructions: [{ f, from: [0, 0, 0], to: 1, convert: 'none' as const, output: 0 }] };
      for (const total of [undefined, { from: 1, output: 0 }]) bindRegionLoop({ ...program, total }, rows, [new Float32Array(1)], [new Float32Array(1)]);
    }
    vi.unstubAllGlobals();
    expect(refused).toEqual([]);
  });
});

describe('firstNonFinite', () => {
  it('gives the place of the first NaN or infinity, or −1', () => {
    expect(firstNonFinite(Float32Array.of(1, -2, 1e38))).toBe(-1);
    expect(firstNonFinite(Float64Array.of(1, Number.NEGATIVE_INFINITY, Number.NaN))).toBe(1);
    expect(firstNonFinite(Float32Array.of(0, 0, Number.NaN))).toBe(2);
  });
});
