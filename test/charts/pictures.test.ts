import { describe, expect, it } from 'vitest';
import { animationOf, answeredField, boundaryChart, histogram, imageGrid, lineChart, svgOf } from '../../src/charts/index.ts';
import type { BoundaryChartData, Chart } from '../../src/charts/index.ts';
import { bins } from '../../src/charts/bins.ts';
import { expectClose } from '../../src/verification/closeTo.ts';

const widths = [320, 720, 1400];
const near = { relative: 0, absolute: 0.3 };

/** What an attribute holds in each element of a class. */
function held(chart: Chart, width: number, name: string, attribute: string): readonly string[] {
  const elements = [...chart.draw(width).body.matchAll(/<\w+ [^>]*>/g)].map(([text]) => text).filter(text => text.includes(`class="${name}"`));
  return elements.map(text => new RegExp(` ${attribute}="([^"]*)"`).exec(text)?.[1] ?? '');
}

const coordinates = (d: string) => [...d.matchAll(/([-\d.]+) ([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);

describe('a boundary chart', () => {
  const points = [{ x: 0, y: 0, label: 'a', group: 'no' }, { x: 10, y: 10, label: 'b', group: 'yes' }];
  const plane = { title: 't', x: { label: 'x', domain: [0, 10] }, y: { label: 'y', domain: [0, 10] }, points } as const;
  const byValue = (more: Partial<Extract<BoundaryChartData, { readonly classOf?: undefined }>> = {}) => boundaryChart({ ...plane, value: (x, y) => x + y, levels: [10], ...more });

  it.each(widths)('has its line where the value passes the level, at %i px', width => {
    const chart = byValue({ value: Math.hypot, levels: [8] });
    const [size = ''] = [.../class="field"|<svg [^>]*/.exec(chart.draw(width).body) ?? []];
    const [extent = 0, height = 0] = [/ width="([\d.]+)"/, / height="([\d.]+)"/].map(pattern => Number(pattern.exec(size)?.[1]));
    const [line = ''] = held(chart, width, 'level', 'd');
    const within = coordinates(line).filter(([x, y]) => x > 0 && x < extent && y > 0 && y < height);
    expect(within.length).toBeGreaterThan(50);
    expectClose(within.map(([x, y]) => Math.hypot(x / extent, 1 - y / height) * 10), within.map(() => 8), { relative: 0, absolute: 0.02 });
  });

  it('writes of a straight line its ends alone', () => {
    const [line = ''] = held(byValue(), 720, 'level', 'd');
    const ends = coordinates(line);
    expect(ends.length).toBeGreaterThan(3);
    expect(ends.length).toBeLessThan(10);
  });

  it('grows stronger in colour away from a level on both sides, and from level to level with several', () => {
    expect(new Set(held(byValue(), 720, 'band', 'fill'))).toEqual(new Set(['var(--chart-series-0)', 'var(--chart-series-1)']));
    expect(held(byValue({ levels: [5, 10, 15] }), 720, 'band', 'fill')).toEqual(Array(3).fill('var(--chart-heat)'));
  });

  it('has the lines of earlier epochs, faint, and tells of them', () => {
    const chart = byValue({ past: [(x, y) => x - y + 10, () => 3], valueLabel: 'P' });
    expect(held(chart, 720, 'past', 'stroke-opacity')).toEqual(['0.3', '0.3']);
    expect(chart.draw(720).body).toMatch(/>P = 10<.*>earlier</);
    expect(chart.description).toBe('y over x, 2 points of no, yes; the background is coloured by P, from −0.196 to 20.2, with a line at 10, and faint ones for 2 earlier.');
  });

  it('parts classes where another score becomes the largest, and indices nearly there', () => {
    const regions = (classOf: (x: number, y: number) => number | readonly number[]) => held(boundaryChart({ ...plane, classOf }), 720, 'region', 'd').map(coordinates);
    const rightmost = (region: readonly (readonly [number, number])[] = []) => Math.max(...region.map(([x]) => x));
    const [byScore, byIndex] = [regions(x => [4 - x, x - 4, -100]), regions(x => (x < 4 ? 0 : 1))];
    expect([byScore.length, byScore[2]?.length, byIndex.length]).toEqual([3, 0, 2]);
    const extent = Number(/<svg [^>]* width="([\d.]+)"/.exec(boundaryChart({ ...plane, classOf: () => 0 }).draw(720).body)?.[1]);
    expectClose([rightmost(byScore[0]) / extent], [0.4], { relative: 0, absolute: 1e-3 });
    expectClose([rightmost(byIndex[0]) / extent], [0.4], { relative: 0, absolute: 0.01 });
  });

  it('gives classes their colours in the order that is asked for', () => {
    const fills = (classes: readonly string[] | undefined) => held(boundaryChart({ ...plane, classes, value: x => x }), 720, 'mark', 'fill');
    expect([fills(undefined), fills(['yes', 'no'])]).toEqual([['var(--chart-series-0)', 'var(--chart-series-1)'], ['var(--chart-series-1)', 'var(--chart-series-0)']]);
  });

  it('leaves out points beyond a domain, and joins the others where asked to', () => {
    const joined = boundaryChart({ ...plane, points: [...points, { x: 11, y: 5, label: 'c', group: 'yes' }, { x: 5, y: 5, label: 'd', group: 'yes' }], joined: true, value: x => x });
    expect(held(joined, 720, 'mark', 'd')).toHaveLength(3);
    expect(held(joined, 720, 'line', 'd').map(d => d.match(/[ML]/g)?.length)).toEqual([1, 2]);
  });

  it('refuses a domain without extent', () => {
    expect(() => boundaryChart({ ...plane, y: { label: 'y', domain: [2, 2] }, value: x => x })).toThrow(/y\.domain: an axis needs an extent\s+got: \[2, 2\]/);
  });

  it('keeps room around its points where no domain is given, and holds for one point and for no number', () => {
    const one = boundaryChart({ ...plane, x: { label: 'x' }, y: { label: 'y' }, points: points.slice(0, 1), value: () => Number.NaN });
    expect(held(one, 720, 'mark', 'd')).toHaveLength(1);
    expect(svgOf(one)).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('an answered field', () => {
  const domains = { x: [-2, 2], y: [0, 5] } as const;

  it('is asked once, and gives what was answered, between and beyond', async () => {
    let asked = 0;
    const field = await answeredField(async points => {
      asked++;
      return points.map(([x, y]) => [3 * x - y, x]);
    }, domains);
    expectClose([...field(0.123, 4.567), ...field(-2, 0), ...field(2, 5)], [3 * 0.123 - 4.567, 0.123, -6, -2, 1, 2], { relative: 0, absolute: 1e-9 });
    expect(field(-100, 2)[1]).toBeGreaterThan(-2.1);
    expect(asked).toBe(1);
  });

  it('draws what the function itself would', async () => {
    const value = (x: number, y: number) => x * y;
    const axes = { title: 't', x: { label: 'x', domain: domains.x }, y: { label: 'y', domain: domains.y }, points: [], levels: [1] };
    const field = await answeredField(async points => points.map(([x, y]) => [value(x, y)]), domains);
    expect(boundaryChart({ ...axes, value: (x, y) => field(x, y)[0] ?? Number.NaN }).draw(720)).toEqual(boundaryChart({ ...axes, value }).draw(720));
  });

  it('refuses too few answers', async () => {
    await expect(answeredField(async () => [[1]], domains)).rejects.toThrow(/there is not an answer for each point\s+got: 1 answer\s+expected: 11,224 answers/);
  });
});

describe('an image grid', () => {
  const rising = { values: [0, 1, 1, 0], caption: '5, taken for 3' };

  it.each(widths)('draws each pixel as a square where it belongs, at %i px', width => {
    const chart = imageGrid({ title: 't', width: 3, height: 2, images: [{ values: [0, 1, 1, 0.5, 0, 1] }] });
    const paths = held(chart, width, 'pixels', 'd').slice(-2);
    expect(paths).toEqual(['M1 0h2M2 1h1', 'M0 1h1']);
    expect(held(chart, width, 'pixels', 'stroke-opacity').slice(-2)).toEqual(['1', '0.5']);
    expect(chart.draw(width).body).toMatch(/scale\(28\)/);
  });

  it('wraps over the width, each image with its caption', () => {
    const chart = imageGrid({ title: 't', width: 2, height: 2, images: Array.from({ length: 10 }, () => rising) });
    expect(chart.draw(320).height).toBeGreaterThan(chart.draw(1400).height);
    expect(chart.draw(320).body.match(/>5, taken for 3<\/text>/g)).toHaveLength(10);
    const places = [...chart.draw(320).body.matchAll(/class="grid" x="([\d.]+)"[^>]* width="([\d.]+)"/g)].map(([, x, extent]) => Number(x) + Number(extent));
    expect(Math.max(...places)).toBeLessThanOrEqual(320);
  });

  it('parts negative from positive by colour, with 0 as the surface', () => {
    const strokes = (images: readonly { readonly values: readonly number[] }[]) => held(imageGrid({ title: 't', width: 3, height: 1, images }), 720, 'pixels', 'stroke').slice(-2);
    expect(strokes([{ values: [-1, 0, 1] }])).toEqual(['var(--chart-series-1)', 'var(--chart-series-0)']);
    expect(strokes([{ values: [1, 0, 2] }])).toEqual(['var(--chart-text)', 'var(--chart-text)']);
  });

  it('has one range for all, or one for each, and tells it', () => {
    const images = [{ values: [0, 1] }, { values: [0, 100] }];
    const strengths = (range: 'each' | undefined) => held(imageGrid({ title: 't', width: 2, height: 1, images, range }), 720, 'pixels', 'stroke-opacity').length;
    expect(strengths('each') - strengths(undefined)).toBe(1);
    expect(imageGrid({ title: 't', width: 2, height: 1, images }).draw(720).body).toContain('>100</text>');
    expect(imageGrid({ title: 't', width: 2, height: 1, images, range: 'each' }).draw(720).body).toContain('>largest of each image</text>');
  });

  it('is described by its captions, and refuses an image of another size', () => {
    expect(imageGrid({ title: 't', width: 2, height: 2, images: [rising] }).description).toBe('1 image of 2 by 2 pixels: 5, taken for 3.');
    expect(() => imageGrid({ title: 't', width: 3, height: 2, images: [rising] })).toThrow(/images\[0\]: an image has another size than its grid\s+got: 4 values\s+expected: 6, of 3 by 2 pixels/);
  });

  it('gives what is no number no colour, and holds for no images', () => {
    const chart = (values: readonly number[]) => imageGrid({ title: 't', width: 2, height: 1, images: values.length === 0 ? [] : [{ values }] });
    expect(svgOf(chart([Number.NaN, 1]))).not.toMatch(/NaN|Infinity/);
    expect(svgOf(chart([]))).not.toMatch(/NaN|Infinity/);
  });
});

describe('bins', () => {
  it('hold every number once, between round edges', () => {
    const values = Array.from({ length: 500 }, (_, index) => Math.sin(index) * 0.37);
    const [own = []] = bins([values]);
    expect(own.reduce((sum, { count }) => sum + count, 0)).toBe(500);
    for (const { from, to, count } of own) expect(values.filter(value => value >= from && value < to)).toHaveLength(count);
    expect(own.every(({ from }) => String(from).length <= 6)).toBe(true);
  });

  it('are as wide as the rule of Freedman and Diaconis says, to the nearest round number', () => {
    const [own = []] = bins([Array.from({ length: 1000 }, (_, index) => index / 1000)]);
    // 2 · 0.5 / ∛1000 = 0.1
    expectClose([(own[0]?.to ?? 0) - (own[0]?.from ?? 0)], [0.1], { relative: 1e-9, absolute: 0 });
  });

  it('are as many as asked for, and hold the end of their domain', () => {
    expect(bins([[0, 0.5, 1, 1]], { count: 2 })[0]).toEqual([{ from: 0, to: 0.5, count: 1 }, { from: 0.5, to: 1, count: 3 }]);
  });

  it('hold for one value and for none', () => {
    expect(bins([[2, 2]])[0]?.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(bins([[]])[0]?.every(({ count }) => count === 0)).toBe(true);
  });
});

describe('a histogram', () => {
  const values = [...Array.from({ length: 90 }, () => 0.1), ...Array.from({ length: 10 }, () => 0.9)];

  it('is as high as its counts', () => {
    const [d = ''] = held(histogram({ title: 't', x: { label: 'w' }, series: [{ name: 'a', values }], bins: 2 }), 720, 'mark', 'd');
    const heights = [...new Set(coordinates(d).map(([, y]) => y))];
    const [bottom = 0, most = 0, least = 0] = heights;
    expectClose([(bottom - most) / (bottom - least)], [9], { relative: 0.01, absolute: 0 });
  });

  it('leaves out what is beyond its domain or no number, and says so', () => {
    const chart = histogram({ title: 't', x: { label: 'w', domain: [0, 0.5] }, series: [{ name: 'a', values: [...values, Number.NaN] }] });
    expect(chart.description).toBe('a: 90 numbers from 0.100 to 0.100, 11 left out.');
  });

  it('has a logarithmic axis of counts where asked, on which no numbers have no height', () => {
    const chart = histogram({ title: 't', x: { label: 'w' }, series: [{ name: 'a', values }], scale: 'log' });
    expect(chart.draw(720).body).toContain('>count, logarithmic</text>');
    expect(svgOf(chart)).not.toMatch(/NaN|Infinity/);
  });

  it('writes whole counts alone at its axis', () => {
    const few = histogram({ title: 't', x: { label: 'w' }, series: [{ name: 'a', values: [1, 2, 2, 3] }], bins: 3 });
    const labels = [...few.draw(720).body.matchAll(/text-anchor="end">([^<]+)</g)].map(([, text]) => text);
    expect(labels).toEqual(['0', '1', '2', 'w']);
  });

  it('names several lists in a legend', () => {
    expect(histogram({ title: 't', x: { label: 'w' }, series: ['L1', 'L2'].map(name => ({ name, values })) }).draw(320).body).toMatch(/>L1<\/text>.*>L2<\/text>/);
  });
});

describe('the lines of a line chart', () => {
  const points = [{ x: 1, y: 1 }, { x: 2, y: 3 }, { x: 3, y: 2 }];
  const chart = lineChart({
    title: 't', x: { label: 'x' }, y: { label: 'y' }, marked: [{ x: 2, y: 3, label: 'best' }],
    series: [{ name: 'training', group: 'a', points }, { name: 'validation', group: 'a', dashed: true, points }, { name: 'seeds', points: points.map(({ x, y }) => ({ x, y, low: y - 1, high: y + 1 })) }],
  });

  it('share the colour of their group, and may be dashed, without markers', () => {
    expect(held(chart, 720, 'line mark', 'stroke')).toEqual([0, 0, 1].map(index => `var(--chart-series-${index})`));
    expect(held(chart, 720, 'line mark', 'stroke-dasharray')).toEqual(['', '6 4', '']);
    expect(held(chart, 720, 'mark', 'd')).toHaveLength(6);
  });

  it('have a band as far as its interval reaches, which the axis holds', () => {
    const [d = ''] = held(chart, 720, 'band', 'd');
    const heights = [...d.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
    const [low = 0, , , , , high = 0] = heights;
    const scale = [...chart.draw(720).body.matchAll(/translate\(([\d.]+) ([\d.]+)\)/g)].slice(-3).map(([, , y]) => Number(y));
    expect(heights).toHaveLength(6);
    expectClose([Math.abs(high - low)], [Math.abs((scale[1] ?? 0) - (scale[0] ?? 0))], near);
  });

  it('are marked at a point with a ring', () => {
    const [x, y] = [held(chart, 720, 'ring', 'cx'), held(chart, 720, 'ring', 'cy')].map(own => Number(own[0]));
    const place = [...chart.draw(720).body.matchAll(/translate\(([\d.]+) ([\d.]+)\)/g)].map(([, left, top]) => [Number(left), Number(top)])[3];
    expectClose([x ?? 0, y ?? 0], place ?? [], near);
  });

  it('are cut at a domain', () => {
    const cut = lineChart({ title: 't', x: { label: 'x' }, y: { label: 'y', domain: [0, 2.5] }, series: [{ name: 'a', points }] });
    expect(held(cut, 720, 'mark', 'd')).toHaveLength(2);
  });
});

describe('an animation', () => {
  const frame = (epoch: number) => lineChart({ title: `Epoch ${epoch}`, x: { label: 'x' }, y: { label: 'y', domain: [0, 4] }, series: [{ name: 'y', points: [{ x: 0, y: 0 }, { x: 1, y: epoch }] }] });
  const chart = animationOf([1, 2, 3].map(frame), { seconds: 0.5 });

  it('shows each chart in its turn, the last four times as long', () => {
    const timings = [...chart.draw(720).body.matchAll(/animation-duration:([\d.]+)s;animation-delay:([-\d.]+)s/g)].map(([, duration, delay]) => [Number(duration), Number(delay)]);
    expect(timings).toEqual([[3, 0], [3, -2.5], [3, -2]]);
    expect(chart.draw(720).body).toContain('@keyframes chart-turn-3{0%{visibility:visible}16.6667%{visibility:hidden}');
    expect(chart.draw(720).body).toContain('@keyframes chart-last-turn-3{0%{visibility:visible}66.6667%{visibility:hidden}');
  });

  it('shows the last alone where nothing moves, and moves only where no less motion is asked for', () => {
    expect(held(chart, 720, 'frame-of-3', 'visibility')).toEqual(['hidden', 'hidden']);
    expect(held(chart, 720, 'last-of-3', 'visibility')).toEqual(['']);
    expect(chart.draw(720).body.split('@media (prefers-reduced-motion:no-preference)')[0]).not.toContain('animation-name');
  });

  it('tells each title above its chart, and is described by the last', () => {
    expect(chart.draw(720).body).toMatch(/>Epoch 1<.*>Epoch 2<.*>Epoch 3</);
    expect([chart.title, chart.description]).toEqual(['Epoch 3', '3 charts after one another. The last, Epoch 3: y over x: y from 0 to 3.00.']);
  });

  it('needs a chart and a time', () => {
    expect(() => animationOf([])).toThrow('an animation needs a chart');
    expect(() => animationOf([frame(1)], { seconds: 0 })).toThrow(/seconds: a chart cannot stay for this time\s+got: 0/);
  });
});
