import { describe, expect, it } from 'vitest';
import { readArguments } from '../../benchmarks/arguments.ts';
import { contenders } from '../../benchmarks/contenders.ts';
import { entitled } from '../../src/cli/bench/suite/contenders.ts';
import { batches, checkedSteps, groups, operations, rows, seriesSizes } from '../../src/cli/bench/suite/rows.ts';
import { drawRowData, rowDataBytes, splitRowData } from '../../src/cli/bench/suite/weights.ts';
import type { Row } from '../../src/cli/bench/suite/rows.ts';

const named = (name: string): Row => rows.find(row => row.name === name) ?? expect.fail(`no row ${name}`);

describe('the rows', () => {
  it('have names of their own, without commas', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    expect(rows.filter(({ name }) => name.includes(','))).toEqual([]);
  });

  it.each(rows.map(row => [row.name, row] as const))('%s is a net that can be trained', (_, { sizes, batch, learningRate, dropout, l2 }) => {
    expect(sizes.length).toBeGreaterThanOrEqual(2);
    expect([...sizes, batch].filter(size => !(Number.isInteger(size) && size > 0))).toEqual([]);
    expect(learningRate).toBeGreaterThan(0);
    expect(l2).toBeGreaterThanOrEqual(0);
    expect(dropout).toBeGreaterThanOrEqual(0);
    expect(dropout).toBeLessThan(1);
  });

  it('are of every group, and those of a series grow', () => {
    for (const group of groups) {
      const sizes = rows.filter(row => row.group === group).map(row => seriesSizes[group]?.(row) ?? Number.NaN);
      expect(sizes.length).toBeGreaterThanOrEqual(2);
      if (seriesSizes[group] !== undefined) expect(sizes).toEqual([...new Set(sizes)].toSorted((left, right) => left - right));
    }
  });

  it('are those of the design, in its order', () => {
    expect(rows.filter(({ group }) => group === 'table').map(({ name }) => name)).toEqual([
      '3-4-2/4', '64-32-10/32', '784-128-10/32', '784-128-10/128', '784-512-512-10/128', '1024-2048-2048-10/256',
    ]);
  });
});

describe('the operations of a step', () => {
  it('are those of its products: three a layer, two in the first', () => {
    expect(operations(named('3-4-2/4'))).toBe(2 * 4 * (2 * 3 * 4 + 3 * 4 * 2));
  });

  it('are the forward\'s where nothing is trained', () => {
    expect(operations(named('784-128-10/128+predict'))).toBe(2 * 128 * (784 * 128 + 128 * 10));
  });

  it('limit the steps that are checked', () => {
    expect(checkedSteps(named('3-4-2/4'))).toBe(20);
    expect(checkedSteps(named('1024-2048-2048-10/256'))).toBe(4);
  });
});

describe('the data of a row', () => {
  it('are the same each time, and survive the file', () => {
    const row = named('64-32-10/32');
    const data = drawRowData(row);
    const bytes = rowDataBytes(data);
    expect(rowDataBytes(drawRowData(row))).toEqual(bytes);
    expect(splitRowData(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer, row)).toEqual(data);
  });

  it('are within their bounds', () => {
    const { layers: [first], batches: drawn } = drawRowData(named('64-32-10/32'));
    expect(drawn).toHaveLength(batches);
    expect(first?.kernel.every(value => Math.abs(value) <= Math.fround(Math.sqrt(6 / 64)))).toBe(true);
    for (const { inputs, labels } of drawn) {
      expect(inputs.every(value => value > -1 && value < 1)).toBe(true);
      expect(inputs.some(value => value < 0)).toBe(true);
      expect(labels.every(label => label >= 0 && label < 10)).toBe(true);
    }
  });
});

describe('the command line', () => {
  const read = (...words: string[]) => readArguments(['node', 'main.ts', ...words]);

  it('takes rows by name and by group, each once', () => {
    expect(read('--rows', 'table,3-4-2/4').rows).toHaveLength(6);
    expect(read('--rows', 'all').rows).toEqual(rows);
  });

  it('always asks the oracle', () => {
    expect(read('--contenders', 'native').contenders.map(({ name }) => name)).toEqual(['typescript:float64', 'native']);
  });

  it('names the nearest for a row or a contender that is not known', () => {
    expect(() => read('--rows', 'tabel')).toThrow(/did you mean: table\?/);
    expect(() => read('--contenders', 'nativ')).toThrow(/did you mean: native\?/);
  });

  it('measures limits alone on single products, and nets by all others', () => {
    const kinds = (name: string) => new Set(entitled(contenders, named(name)).map(({ kind }) => kind));
    expect(kinds('256-256/256+predict')).toEqual(new Set(['limit']));
    expect(kinds('3-4-2/4')).toEqual(new Set(['oracle', 'ours', 'variant', 'peer', 'limit']));
  });
});
