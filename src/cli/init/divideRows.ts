import { RandomStream } from '../../random/randomStream.ts';

/** Rows in two: those to train on and those to test with. */
export interface DividedRows<Row> {
  readonly train: readonly Row[];
  readonly test: readonly Row[];
}

/** The share of the test part. */
const share = 0.2;

/** Holds out a fifth of the rows, drawn, and of each group its share; both parts keep the order of the whole. */
export function divideRows<Row>(rows: readonly Row[], groupOf: (row: Row) => string): DividedRows<Row> {
  const random = new RandomStream(1, 'test part');
  const held = new Set([...grouped(rows, groupOf).values()].flatMap(members => random.shuffle([...members]).slice(0, Math.round(share * members.length))));
  // Of groups of one or two none is held out: then rows are drawn from all of them.
  if (held.size === 0 && groupOf !== together) return divideRows(rows, together);
  return { train: rows.filter((_, row) => !held.has(row)), test: rows.filter((_, row) => held.has(row)) };
}

const together = () => '';

/** The places of the rows of each group. */
function grouped<Row>(rows: readonly Row[], groupOf: (row: Row) => string): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    const group = groupOf(row);
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [index]);
    else members.push(index);
  }
  return groups;
}
