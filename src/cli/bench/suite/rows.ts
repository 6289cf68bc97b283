/** A multilayer perceptron, and what is done with it: one line of the tables. */
export interface Row {
  /** Names it on the command line and in results. */
  readonly name: string;
  readonly group: Group;
  readonly purpose: 'train' | 'predict';
  /** Inputs, hidden units, classes. */
  readonly sizes: readonly number[];
  readonly batch: number;
  /** Of the hidden layers; the outputs are logits. */
  readonly activation: 'relu' | 'sigmoid' | 'tanh';
  readonly optimizer: 'sgd' | 'momentum' | 'adam';
  readonly learningRate: number;
  /** λ of the penalty λ·Σ w² on kernels. */
  readonly l2: number;
  /** The probability with which a hidden unit is dropped. */
  readonly dropout: number;
  /**
   * Uniform in (−1, 1) or in (0, 1). With inputs that are all positive many relus die, gradients stay 0, and their running means shrink until they are denormal
   * numbers, with which processors compute slowly unless a library has them flushed to 0.
   */
  readonly inputs: 'centred' | 'positive';
}

/** Sets of rows: the design's table, other nets and optimizers, inference, the series in which one size grows, and single products of square matrices. */
export const groups = ['table', 'more', 'inference', 'width', 'depth', 'batch', 'square'] as const;
export type Group = (typeof groups)[number];

const usual = { purpose: 'train', activation: 'relu', optimizer: 'sgd', learningRate: 0.01, l2: 0, dropout: 0, inputs: 'centred' } as const;

/** Names a row after its net, batch and what is unusual about it: `784-128-10/128+adam`. */
function row(group: Group, sizes: readonly number[], batch: number, changes: Partial<Row> = {}, label?: string): Row {
  const unusual = [changes.purpose, changes.activation, changes.optimizer, changes.l2 && 'l2', changes.dropout && 'dropout', changes.inputs];
  const name = [`${label ?? sizes.join('-')}/${batch}`, ...unusual.filter(part => typeof part === 'string')].join('+');
  return { ...usual, ...changes, name, group, sizes, batch };
}

const digits = [784, 128, 10];
const wide = [784, 512, 512, 10];
const repeated = (units: number, count: number): readonly number[] => Array.from({ length: count }, () => units);
const deep = (count: number): readonly number[] => [64, ...repeated(64, count), 10];

/** Softmax cross entropy of 8 batches in rotation, on nets from tiny to wide. */
export const rows: readonly Row[] = [
  row('table', [3, 4, 2], 4),
  row('table', [64, 32, 10], 32),
  row('table', digits, 32),
  row('table', digits, 128),
  row('table', wide, 128),
  row('table', [1024, 2048, 2048, 10], 256),

  row('more', digits, 128, { activation: 'sigmoid' }),
  row('more', digits, 128, { activation: 'tanh' }),
  row('more', digits, 128, { optimizer: 'momentum' }),
  row('more', digits, 128, { optimizer: 'adam', learningRate: 0.001 }),
  row('more', digits, 128, { optimizer: 'adam', learningRate: 0.001, inputs: 'positive' }),
  row('more', [64, 32, 10], 32, { optimizer: 'adam', learningRate: 0.001 }),
  row('more', wide, 128, { optimizer: 'adam', learningRate: 0.001 }),
  row('more', digits, 128, { l2: 1e-4 }),
  row('more', digits, 128, { l2: 1e-4, dropout: 0.5 }),
  row('more', wide, 128, { l2: 1e-4, dropout: 0.5 }),
  row('more', digits, 1),
  row('more', deep(12), 32, {}, '64-12x64-10'),
  row('more', deep(12), 32, { activation: 'tanh' }, '64-12x64-10'),

  row('inference', digits, 1, { purpose: 'predict' }),
  row('inference', digits, 128, { purpose: 'predict' }),
  row('inference', wide, 128, { purpose: 'predict' }),

  ...[32, 128, 512, 2048].map(units => row('width', [784, units, units, 10], 64)),
  ...[1, 4, 16, 64].map(count => row('depth', deep(count), 32, {}, `64-${count}x64-10`)),
  ...[1, 8, 64, 512].map(batch => row('batch', [784, 256, 10], batch)),

  ...[256, 512, 1024, 2048].map(size => row('square', [size, size], size, { purpose: 'predict' })),
];

/** What grows along a series of rows. */
export const seriesSizes: Readonly<Partial<Record<Group, (row: Row) => number>>> = {
  width: ({ sizes }) => sizes[1] ?? 0,
  depth: ({ sizes }) => sizes.length - 2,
  batch: ({ batch }) => batch,
};

/** Number of batches that every contender takes in turn. */
export const batches = 8;

/** Multiplications and additions of the matrix products of one step: forward, and where it is trained the gradients of kernels and of all inputs but the first. */
export function operations({ sizes, batch, purpose }: Row): number {
  const products = sizes.slice(1).map((units, index) => 2 * batch * units * (sizes[index] ?? 0));
  const forward = products.reduce((sum, count) => sum + count, 0);
  return purpose === 'predict' ? forward : 3 * forward - (products[0] ?? 0);
}

/** Steps whose losses are compared: fewer where a step takes seconds in plain JavaScript. */
export function checkedSteps(row: Row): number {
  return operations(row) > 2e9 ? 4 : 20;
}
