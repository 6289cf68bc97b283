import { describe, expect, it } from 'vitest';
import { darkFrom } from '../../src/charts/heatMap.ts';
import { millisecondsText, numberText, shareText, tickTexts } from '../../src/charts/numberText.ts';
import { palette, seriesColours } from '../../src/charts/palette.ts';
import { domainOf, labelsApart, mostTicks, padded, scaleKindFor, scaleOver } from '../../src/charts/scale.ts';
import { shortened, textWidth, wrapped } from '../../src/charts/textWidth.ts';
import { thinned } from '../../src/charts/thinned.ts';
import { contrast, leastDistance, overlaid } from './colourVision.ts';

describe('numbers', () => {
  it.each([[0, '0'], [0.0127, '0.0127'], [1, '1.00'], [99.95, '100'], [-2.5, '−2.50'], [1022, '1,020'], [1234567, '1,230,000'], [3.21e-9, '3.2×10⁻⁹'], [1e8, '10⁸'], [Number.NaN, '–'], [-Infinity, '−∞']])('%f reads %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  it('of an axis are written alike', () => {
    expect(tickTexts([0, 0.05, 0.1])).toEqual(['0', '0.05', '0.1']);
    expect(tickTexts([1e-6, 1e-3, 1])).toEqual(['10⁻⁶', '10⁻³', '1']);
    expect(tickTexts([0, 10_000, 20_000])).toEqual(['0', '10,000', '20,000']);
  });

  it('have the unit that suits them', () => {
    expect([0.000_63, 0.5, 59.9, 1022].map(millisecondsText)).toEqual(['0.630 µs', '0.500 ms', '59.9 ms', '1.02 s']);
    expect([0, 0.0001, 0.004, 0.31, Number.NaN].map(shareText)).toEqual(['0 %', '<0.1 %', '0.4 %', '31 %', '–']);
  });
});

describe('a scale', () => {
  it('has ticks that are round, within its domain, and apart', () => {
    for (const [kind, low, high] of [['linear', 0, 7.3], ['linear', -0.002, 0.004], ['log', 0.3, 141], ['log', 0.92, 1.13], ['log', 1e-12, 1e6], ['log', 1.2, 1.9], ['log', 400, 7000]] as const) {
      for (const width of [190, 300, 900]) {
        const { ticks, at } = scaleOver(kind, [low, high], [40, 40 + width], mostTicks(40, 40 + width), labelsApart);
        expect(ticks.length, `${kind} ${low} ${high} ${width}`).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(13);
        expect(ticks.every(tick => tick >= low - Math.abs(low) * 1e-9 && tick <= high * (1 + 1e-9) && Math.abs(Number(tick.toPrecision(3)) - tick) <= Math.abs(tick) * 1e-12)).toBe(true);
        expect(labelsApart(ticks, at)).toBe(true);
      }
    }
  });

  it('is logarithmic for positive values that are far apart', () => {
    expect([[1, 20], [1, 21], [0, 100], [-1, 100], []].map(values => scaleKindFor(values))).toEqual(['linear', 'log', 'linear', 'linear', 'linear']);
  });

  it('has a domain even for one value and for none', () => {
    expect([domainOf([], 'log'), domainOf([Number.NaN, 2], 'linear'), domainOf([0, 3], 'log')]).toEqual([[0.1, 1], [2, 2], [3, 3]]);
    expect([padded([2, 2], 'linear'), padded([2, 2], 'log'), padded([0, 0], 'linear')]).toEqual([[1, 3], [1, 4], [-1, 1]]);
  });
});

describe('text', () => {
  it('is shortened in its middle to the room that there is', () => {
    expect(shortened('short', 100, 12)).toBe('short');
    const long = shortened('encoder/attention/query/kernel', 100, 12);
    expect(long).toMatch(/^enc.*….*nel$/);
    expect(textWidth(long, 12)).toBeLessThanOrEqual(100);
    expect(shortened('abc', 1, 12)).toBe('…');
  });

  it('is broken into lines at spaces', () => {
    const lines = wrapped('time by backprop / time by autodiff, paired by round', 120, 12);
    expect(lines.join(' ')).toBe('time by backprop / time by autodiff, paired by round');
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.max(...lines.map(line => textWidth(line, 12)))).toBeLessThanOrEqual(120);
  });
});

describe('thinned lines', () => {
  it('stay as they are where there is room, and keep what breaks them', () => {
    const points = Array.from({ length: 1000 }, (_, x) => ({ x, y: x === 777 ? Number.NaN : x % 7 }));
    expect(thinned(points, 250)).toBe(points);
    const few = thinned(points, 10);
    expect(few.length).toBeLessThanOrEqual(41);
    expect(few.some(({ y }) => Number.isNaN(y))).toBe(true);
    expect(few.map(({ x }) => x)).toEqual(few.map(({ x }) => x).toSorted((left, right) => left - right));
  });
});

describe.each(['light', 'dark'] as const)('the %s palette', theme => {
  const { surface = '', text = '', muted = '', heat = '', ...others } = palette[theme];
  const series = Array.from({ length: seriesColours }, (_, index) => others[`series-${index}`] ?? '');

  it('has colours of series that stand out from the surface, and that all readers can tell apart', () => {
    for (const colour of series) expect(contrast(colour, surface)).toBeGreaterThan(3);
    expect(leastDistance(series)).toBeGreaterThan(9);
  });

  it('has texts that can be read on all that they stand on', () => {
    expect(contrast(text, surface)).toBeGreaterThan(7);
    expect(contrast(muted, surface)).toBeGreaterThan(4.5);
    for (const colour of series.slice(0, 4)) expect(contrast(others['on-series'] ?? '', colour)).toBeGreaterThan(4.5);
    expect(contrast(others['on-heat'] ?? '', others['bad'] ?? '')).toBeGreaterThan(4.5);
    for (let strength = 0; strength <= 1; strength += 0.02) {
      expect(contrast(strength >= darkFrom ? others['on-heat'] ?? '' : text, overlaid(heat, surface, strength)), `strength ${strength}`).toBeGreaterThan(4);
    }
  });
});
