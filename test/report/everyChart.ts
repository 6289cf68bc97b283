import { barChart, heatMap, lineChart, profileChart, ratioChart, scatterChart } from '../../src/charts/index.ts';
import type { Chart } from '../../src/charts/index.ts';
import type { Report } from '../../src/report/index.ts';

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const digits = range(10).map(String);

/** Charts of every kind on data that is hard to show, with the number of their marks. */
const charts: readonly (readonly [chart: Chart, marks: number])[] = [
  [barChart({ title: 'Long names, and a value that is missing', axis: 'a quantity that is measured, in the units that have to be told with it', bars: [
    { label: 'a name that is far too long to stand beside its bar on any phone', value: 1234.5, low: 1100, high: 1500 }, { label: 'short', value: 3, low: 2.5, high: 4 }, { label: 'missing', value: Number.NaN },
  ], scale: 'linear' }), 2],
  [barChart({ title: 'One bar', axis: 'ms', bars: [{ label: 'alone', value: 0.000_012_34 }] }), 1],
  [barChart({ title: 'Twelve powers of ten', axis: 'seconds', bars: range(13).map(power => ({ label: `10^${power}`, value: 10 ** (power - 6), low: 0, high: Number.POSITIVE_INFINITY, group: `group ${power % 7} of those` })) }), 13],
  [barChart({ title: 'No bars', axis: 'ms', bars: [] }), 0],
  [ratioChart({ title: 'Ratios near 1', axis: 'left / right', below: 'left is faster', above: 'right is faster', ratios: [
    { label: 'nearly', value: 1.0004, low: 0.9991, high: 1.002 }, { label: 'below', value: 0.98, low: 0.97, high: 0.99 }, { label: 'one round', value: 1.2, low: 0, high: Number.POSITIVE_INFINITY },
  ] }), 3],
  [ratioChart({ title: 'Ratios far apart', axis: 'left / right', below: 'left is faster', above: 'right is faster', ratios: [{ label: 'a thousandth', value: 0.001 }, { label: 'a thousand', value: 1000 }] }), 2],
  [profileChart({ title: 'A layer that takes nearly all, and many that take nothing', parts: [
    { layer: 'encoder/block_1/attention/query/dense', operation: 'batched matrix product', pass: 'forward', milliseconds: 900 },
    ...range(20).map(index => ({ layer: `layer ${index}`, operation: 'add', pass: index % 2 === 0 ? 'backward' : 'rest', milliseconds: 0.001 * index })),
  ] }), 21 + 3],
  [lineChart({
    title: 'Losses of a long training', x: { label: 'step' }, y: { label: 'mean squared error of the standardised target' },
    series: [
      { name: 'training', points: range(50_000).map(x => ({ x, y: x === 100 ? Number.NaN : Math.exp(-x / 2e4) + 0.02 * Math.sin(x * 12.9898) })) },
      { name: 'validation, on samples that the training never sees', points: range(20).map(x => ({ x: x * 2500, y: Math.exp(-x / 9) + 0.1 })) },
    ],
    marked: [{ x: 30_000, label: 'early stopping: the best weights' }, { x: 49_000, label: 'the end, after ten epochs without a better one' }],
  }), 2 + 20],
  [lineChart({ title: 'A constant', x: { label: 'epoch' }, y: { label: 'accuracy' }, series: [{ name: 'one', points: [{ x: 1, y: 0.5 }, { x: 2, y: 0.5 }] }] }), 3],
  [lineChart({ title: 'Tiny numbers', x: { label: 'rate', scale: 'log' }, y: { label: 'difference', scale: 'log' }, series: [{ name: 'a', points: range(13).map(x => ({ x: 10 ** -x, y: 10 ** (-2 * x) })) }] }), 14],
  [scatterChart({ title: 'By hand against differences', x: { label: '|differences|', scale: 'log' }, y: { label: '|by hand|', scale: 'log' }, diagonal: true, points: [
    { x: 0, y: 1, label: 'zero' }, ...range(30).map(index => ({ x: 10 ** (-index / 3), y: 10 ** (-index / 3) * (index === 7 ? 3 : 1), label: `element ${index}`, group: `layer_${index % 8}/kernel` })),
  ] }), 30],
  [heatMap({ title: 'A confusion matrix', rowName: 'true class', columnName: 'predicted class', rows: digits, columns: digits, values: range(10).map(row => range(10).map(column => (row === column ? 980 : row + column))), figure: String }), 100],
  [heatMap({ title: 'Long names', rows: ['a row with a name that is too long for a phone', 'b'], columns: ['a column with a long name', 'another column', 'c'], values: [[1, Number.NaN, 1e-9], [0, 2, Number.POSITIVE_INFINITY]], scale: 'log', limit: 1 }), 6],
];

/** A page of all of them. */
export const everyChart: { readonly report: Report; readonly marks: readonly number[] } = {
  report: { title: 'Every kind of chart', sections: [{ heading: 'Charts', blocks: charts.map(([chart]) => ({ kind: 'chart', chart })) }] },
  marks: charts.map(([, marks]) => marks),
};
