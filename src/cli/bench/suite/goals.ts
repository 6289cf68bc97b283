import { medianOf, timeRatio } from '../../../benchmark/measured.ts';
import { fastest, resultOf } from './comparison.ts';
import { interval } from './rowReport.ts';
import type { Measured } from '../../../benchmark/measured.ts';
import type { Results, RowResult } from './results.ts';
import { operations } from './rows.ts';
import type { Interval } from '../../../benchmark/statistics.ts';
import { digits } from '../../../benchmark/digits.ts';

/** What chainrule promises on a row: that one contender takes at most `most` times as long as another. */
interface Goal {
  readonly text: string;
  readonly on: (row: RowResult) => boolean;
  readonly who: (row: RowResult) => Measured | undefined;
  readonly against: (row: RowResult) => Measured | undefined;
  readonly most: number;
}

const named = (name: string) => (row: RowResult) => resultOf(row, name);
const inTable = ({ row }: RowResult) => row.group === 'table';
const fromDigits = (measured: RowResult) => inTable(measured) && (measured.row.sizes[0] ?? 0) >= 784;
const is = (name: string) => ({ row }: RowResult) => row.name === name;
/** The fastest of all others, but for `auto`, which is one of ours under another name. */
const othersThan = (own: string) => (row: RowResult) => fastest(row, ({ name }) => name !== own && name !== 'auto');
const inBrowsers = ['typescript', 'loops', 'tfjs:cpu', 'tfjs:wasm', 'tf.js-cpu', 'tf.js-wasm', 'jax-js'];

/** The promises, each on every row that it is about. */
export const goals: readonly Goal[] = [
  { text: 'native is as fast as the fastest other', on: inTable, who: named('native'), against: othersThan('native'), most: 1 },
  { text: 'native with batches in place takes at most 2 × plain loops', on: is('3-4-2/4'), who: named('native/bare'), against: named('loops'), most: 2 },
  { text: 'native is 1.2 × as fast as tf.js on libtensorflow', on: inTable, who: named('native'), against: named('tf.js-node'), most: 1 / 1.2 },
  { text: 'native is 5 × as fast as jax-js', on: fromDigits, who: named('native'), against: named('jax-js'), most: 1 / 5 },
  { text: 'native reaches 75 % of its BLAS', on: is('1024-2048-2048-10/256'), who: named('native'), against: named('blas-products'), most: 1 / 0.75 },
  { text: 'onnx:cpu is 15 × as fast as tf.js on WebAssembly', on: is('784-128-10/128'), who: named('onnx:cpu'), against: named('tf.js-wasm'), most: 1 / 15 },
  { text: 'onnx:cpu is 4 × as fast as jax-js', on: is('784-128-10/128'), who: named('onnx:cpu'), against: named('jax-js'), most: 1 / 4 },
  { text: 'onnx:wasm is as fast as the fastest other of a browser', on: fromDigits, who: named('onnx:wasm'), against: row => fastest(row, ({ name }) => inBrowsers.includes(name)), most: 1 },
  { text: 'wasm is as fast as the fastest other that needs no ONNX Runtime', on: fromDigits, who: named('wasm'), against: row => fastest(row, ({ name }) => inBrowsers.includes(name)), most: 1 },
  { text: 'auto takes at most 1.2 × the best backend', on: () => true, who: named('auto'), against: row => fastest(row, ({ kind, name }) => kind === 'ours' && name !== 'auto'), most: 1.2 },
];

/** One line for each promise and row that both contenders were measured on. */
export function goalLines({ rows }: Results): readonly string[] {
  const lines = goals.flatMap(goal => rows.filter(goal.on).flatMap(measured => goalLine(goal, measured)));
  return lines.length === 0 ? [] : ['Promises', ...lines];
}

function goalLine({ text, who, against, most }: Goal, measured: RowResult): readonly string[] {
  const [left, right] = [who(measured), against(measured)];
  if (left === undefined || right === undefined) return [];
  const ratio = timeRatio(left, right);
  const rate = right.kind === 'limit' ? `, ${digits(operations(measured.row) / medianOf(left) / 1e6)} GFLOP/s` : '';
  return [`  ${verdict(left, ratio, most)} ${text}: ${measured.row.name}, ${digits(ratio.estimate)} × ${right.name} [${interval(ratio)}], at most ${digits(most)}${rate}`];
}

/** `kept` where the whole interval is below the bound, `level` where the bound lies in it, `MISSED` where it is above, or where the contender computes something else. */
function verdict({ same }: Measured, { low, high }: Interval, most: number): string {
  if (!same || low > most) return 'MISSED';
  return high <= most ? 'kept  ' : 'level ';
}
