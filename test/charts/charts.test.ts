import { describe, expect, it } from 'vitest';
import { barChart, heatMap, lineChart, pngOf, profileChart, ratioChart, scatterChart, svgOf } from '../../src/charts/index.ts';
import type { Chart, Theme } from '../../src/charts/index.ts';
import { palette } from '../../src/charts/palette.ts';
import { darkened } from '../../src/charts/standalone.ts';
import { expectClose } from '../../src/verification/closeTo.ts';

/** The attributes of each element of a class. */
function marks(chart: Chart, width: number, name = 'mark'): readonly Readonly<Record<string, string>>[] {
  const elements = chart.draw(width).body.matchAll(/<\w+ ([^>]*?)\/?>/g);
  const attributes = [...elements].map(([, text = '']) => Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value])));
  return attributes.filter(own => own['class']?.split(' ').includes(name));
}

const numbers = (elements: readonly Readonly<Record<string, string>>[], key: string) => elements.map(own => Number(own[key]));
const widths = [320, 720, 1400];

describe('a bar chart', () => {
  const bars = [{ label: 'a', value: 1 }, { label: 'b', value: 2, low: 1.5, high: 3 }, { label: 'c', value: 4 }];

  it.each(widths)('has bars as long as their values, at %i px', width => {
    const lengths = numbers(marks(barChart({ title: 't', axis: 'ms', bars }), width), 'width');
    expectClose(lengths.map(length => length / (lengths[0] ?? 0)), [1, 2, 4], { relative: 1e-3, absolute: 0 });
  });

  it('draws an interval as far as it reaches', () => {
    const chart = barChart({ title: 't', axis: 'ms', bars });
    const [whisker] = marks(chart, 720, 'whisker');
    const [from = 0, to = 0] = [.../M([\d.]+) [\d.]+H([\d.]+)/.exec(whisker?.['d'] ?? '') ?? []].slice(1).map(Number);
    const [x = 0, length = 0] = [numbers(marks(chart, 720), 'x')[1], numbers(marks(chart, 720), 'width')[1]];
    expectClose([(from - x) / length, (to - x) / length], [0.75, 1.5], { relative: 2e-3, absolute: 0 });
  });

  it('is logarithmic, with points, where values are far apart, unless told otherwise', () => {
    const far = [{ label: 'a', value: 0.01 }, { label: 'b', value: 1 }, { label: 'c', value: 100 }];
    const [first = 0, second = 0, third = 0] = numbers(marks(barChart({ title: 't', axis: 'ms', bars: far }), 720), 'cx');
    expectClose([third - second], [second - first], { relative: 1e-3, absolute: 0 });
    expect(barChart({ title: 't', axis: 'ms', bars: far }).draw(720).body).toContain('ms, logarithmic');
    expect(numbers(marks(barChart({ title: 't', axis: 'ms', bars: far, scale: 'linear' }), 720), 'width')).toHaveLength(3);
  });

  it('names groups in a legend, where there are several', () => {
    const grouped = (...groups: readonly string[]) => barChart({ title: 't', axis: 'ms', bars: groups.map(group => ({ label: 'a', value: 1, group })) }).draw(720).body;
    expect(grouped('backprop', 'autodiff')).toContain('>autodiff</text>');
    expect(grouped('backprop', 'backprop')).not.toContain('>backprop</text>');
  });

  it('describes its figures', () => {
    expect(barChart({ title: 't', axis: 'ms a step', bars }).description).toBe('ms a step: a 1.00, b 2.00, c 4.00.');
  });

  it('writes a value that is missing as a dash, without a mark', () => {
    const chart = barChart({ title: 't', axis: 'ms', bars: [...bars, { label: 'd', value: Number.NaN }] });
    expect(marks(chart, 720)).toHaveLength(3);
    expect(chart.draw(720).body).toContain('>–</text>');
  });
});

describe('a ratio chart', () => {
  const ratios = [{ label: 'less', value: 0.5, low: 0.4, high: 0.6 }, { label: 'more', value: 2, low: 1.5, high: 2.5 }, { label: 'unsure', value: 1.01, low: 0.9, high: 1.1 }];
  const chart = ratioChart({ title: 't', axis: 'a / b', below: 'a wins', above: 'b wins', ratios });

  it('has its line at 1, halfway between a half and two', () => {
    const [less = 0, more = 0] = numbers(marks(chart, 720), 'cx');
    expectClose(numbers(marks(chart, 720, 'reference'), 'x1'), [(less + more) / 2], { relative: 1e-3, absolute: 0 });
  });

  it('tells sides apart, and those that cannot be told', () => {
    expect(marks(chart, 720).map(own => own['fill'])).toEqual(['var(--chart-series-0)', 'var(--chart-series-1)', 'var(--chart-surface)']);
    expect(marks(ratioChart({ title: 't', axis: 'a / b', below: 'a', above: 'b', ratios, first: 'above' }), 720)[0]?.['fill']).toBe('var(--chart-series-1)');
    expect(chart.draw(720).body).toContain('too close to tell');
  });
});

describe('a profile', () => {
  const part = (layer: string, pass: string, milliseconds: number, operation = 'matMul') => ({ layer, operation, pass, milliseconds });
  const chart = profileChart({ title: 't', parts: [part('dense', 'backward', 3), part('dense', 'forward', 1), part('10', 'update', 2), part('2', 'forward', 2)] });

  it('has rows in the order of layers, operations by pass, each as wide as its time', () => {
    const [strip, rows] = [marks(chart, 720).slice(0, 3), marks(chart, 720).slice(3)];
    const extents = numbers(rows, 'width');
    expectClose(extents.map(extent => (extent + 1) / ((extents[0] ?? 0) + 1)), [1, 3, 2, 2], { relative: 1e-2, absolute: 0 });
    expectClose(numbers(strip, 'width').map(extent => (extent + 1) / 720), [3 / 8, 3 / 8, 2 / 8], { relative: 1e-2, absolute: 0 });
    const labels = [...chart.draw(720).body.matchAll(/class="label"[^>]*>([^<]*)/g)].map(([, text]) => text);
    expect(labels.filter((_, index) => index % 2 === 0)).toEqual(['dense', '10', '2']);
  });

  it('tells the share of each layer', () => {
    expect(chart.description).toBe('8.00 ms a step: dense 50 %, 10 25 %, 2 25 %.');
  });
});

describe('a line chart', () => {
  const points = [{ x: 1, y: 1 }, { x: 10, y: 100 }, { x: 100, y: 10_000 }];

  it('is straight on logarithmic axes where a power is drawn, and marks a place where it is told', () => {
    const chart = lineChart({ title: 't', x: { label: 'size' }, y: { label: 'ms' }, series: [{ name: 'a', points }], marked: [{ x: 10, label: 'here' }] });
    const places = marks(chart, 720).slice(1).map(own => (/\(([\d.]+) ([\d.]+)\)/.exec(own['transform'] ?? '') ?? []).slice(1).map(Number));
    const [[x0 = 0, y0 = 0] = [], [x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = places;
    expectClose([x1, y1], [(x0 + x2) / 2, (y0 + y2) / 2], { relative: 1e-2, absolute: 0 });
    expect(chart.draw(720).body).toMatch(new RegExp(`x1="${Math.floor(x1)}[.\\d]*"[^>]*stroke-dasharray`));
  });

  it('breaks a line at what is not finite, and leaves its marker out', () => {
    const chart = lineChart({ title: 't', x: { label: 'x' }, y: { label: 'y' }, series: [{ name: 'a', points: [...points, { x: 200, y: Number.NaN }, { x: 300, y: 1 }] }] });
    expect(marks(chart, 720)).toHaveLength(1 + 4);
    expect(marks(chart, 720)[0]?.['d']?.match(/M/g)).toHaveLength(2);
  });

  it('draws a long line with as many points as pixels can show, its extremes among them', () => {
    const long = Array.from({ length: 100_000 }, (_, x) => ({ x, y: x === 54_321 ? 50 : Math.sin(x) }));
    const [path] = marks(lineChart({ title: 't', x: { label: 'x' }, y: { label: 'y', scale: 'linear' }, series: [{ name: 'a', points: long }] }), 720);
    const heights = (path?.['d'] ?? '').split(/[ML]/).slice(1).map(each => Number(each.split(',')[1]));
    expect(heights.length).toBeLessThan(4 * 720);
    expect(heights.filter(height => height < Math.min(...heights) + 1)).toHaveLength(1);
  });
});

describe('the legend of a line chart', () => {
  it('has markers where its lines have some', () => {
    const line = (name: string, count: number) => ({ name, points: Array.from({ length: count }, (_, x) => ({ x, y: x })) });
    const samples = (count: number) => lineChart({ title: 't', x: { label: 'x' }, y: { label: 'y' }, series: [line('a', count), line('b', count)] }).draw(720).body.match(/<path d="/gu)?.length ?? 0;
    expect([samples(40), samples(41)]).toEqual([2, 0]);
  });
});

describe('a scatter chart', () => {
  it('says how many points a logarithmic axis cannot show', () => {
    const chart = scatterChart({ title: 't', x: { label: 'x', scale: 'log' }, y: { label: 'y', scale: 'log' }, points: [{ x: 0, y: 1, label: 'zero' }, { x: 1, y: 1, label: 'one' }] });
    expect(marks(chart, 720)).toHaveLength(1);
    expect(chart.description).toContain('1 cannot be shown');
  });

  it('draws the diagonal through points that are equal', () => {
    const chart = scatterChart({ title: 't', x: { label: 'x' }, y: { label: 'y' }, diagonal: true, points: [{ x: 1, y: 1, label: 'a' }, { x: 3, y: 3, label: 'b' }] });
    const [, x1, y1, x2, y2] = (/x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)"[^>]*dasharray/.exec(chart.draw(720).body) ?? []).map(Number);
    const [a = 0, b = 0] = (/\(([\d.]+) ([\d.]+)\)/.exec(marks(chart, 720)[0]?.['transform'] ?? '') ?? []).slice(1).map(Number);
    const slope = ((y2 ?? 0) - (y1 ?? 0)) / ((x2 ?? 0) - (x1 ?? 0));
    expectClose([b], [(y1 ?? 0) + slope * (a - (x1 ?? 0))], { relative: 1e-2, absolute: 0 });
  });
});

describe('a heat map', () => {
  const data = { title: 't', rows: ['a', 'b'], columns: ['c', 'd'], values: [[0, 5], [Number.NaN, 10]] };

  it('has stronger cells for larger values, and none for no number', () => {
    const strengths = numbers(marks(heatMap(data), 720), 'fill-opacity');
    expect(strengths).toEqual([0.06, 0.53, 0, 1]);
  });

  it('has a colour of its own for what is beyond a limit', () => {
    expect(marks(heatMap({ ...data, limit: 6 }), 720).map(own => own['fill'])).toEqual(['heat', 'heat', 'heat', 'bad'].map(name => `var(--chart-${name})`));
  });

  it('writes figures smaller, and then not at all, where they have no room', () => {
    const wide = (columns: number) => heatMap({ title: 't', rows: ['a'], columns: Array.from({ length: columns }, String), values: [Array.from({ length: columns }, () => 123)], figure: String }).draw(320).body;
    expect([wide(4), wide(14), wide(20)].map(body => [/font-size:([\d.]+)px/.exec(body)?.[1], body.includes('>123<')])).toEqual([['11.5', true], ['9', true], [undefined, false]]);
  });
});

describe('a chart as a file', () => {
  const chart = barChart({ title: 'A & B <c>', axis: 'ms', bars: [{ label: '"x" \u0007& <y>', value: 1 }] });

  it('is one image with a name and a description, and no markup of its texts', () => {
    const svg = svgOf(chart, 320);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="chart" role="img" width="320" height="[\d.]+" viewBox="0 0 320 [\d.]+"><title>A &amp; B &lt;c&gt;<\/title><desc>ms: "x" &amp; &lt;y&gt; 1.00.<\/desc>/);
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg.match(/<(?!\/)/g)?.length).toBe((svg.match(/<\//g)?.length ?? 0) + (svg.match(/\/>/g)?.length ?? 0));
  });

  it('has its light colours in programs that know no CSS variables, and its dark ones where they are asked for', async () => {
    const body = '<rect width="9" height="9" fill="var(--chart-series-0)"/><line class="grid" x1="0" x2="99" y1="20" y2="20" stroke-width="6"/>';
    const [svg, { Resvg }] = [svgOf({ ...chart, draw: width => ({ width, height: 30, body }) }, 320), await import('@resvg/resvg-js')];
    const drawn = (text: string) => new Resvg(text).render().pixels;
    const holds = (text: string, name: string, theme: Theme) => drawn(text).includes(Buffer.from(`${(palette[theme][name] ?? '').slice(1)}ff`, 'hex'));
    expect(svg).not.toContain('var(');
    for (const name of ['surface', 'series-0', 'grid']) expect([name, holds(svg, name, 'light'), holds(svg, name, 'dark'), holds(darkened(svg), name, 'dark')]).toEqual([name, true, false, true]);
    expect(await pngOf(svg, 320, { theme: 'dark' })).not.toEqual(await pngOf(svg, 320));
  });

  it('tells colours apart by their light values', () => {
    const values = Object.entries(palette.light).flatMap(([name, value]) => (name.startsWith('on-') ? [] : [value]));
    expect(new Set(values).size).toBe(values.length);
  });
});
