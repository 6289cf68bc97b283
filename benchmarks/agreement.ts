/**
 * How well two runs of the suite agree: in how many ratios to `native`, and whether the others were marked as noisy.
 * Run it with `npx tsx benchmarks/agreement.ts first.json second.json`, on two files of `npm run bench -- --json FILE`.
 */
import { mostSpread } from '../src/benchmark/noise.ts';
import type { Ratio } from '../src/benchmark/noise.ts';
import { ratioOf } from '../src/benchmark/summarise.ts';
import { readResults } from '../src/cli/bench/suite/results.ts';
import type { RowResult } from '../src/cli/bench/suite/results.ts';

const reference = 'native';

const [first = '', second = ''] = process.argv.slice(2);
const [left, right] = [first, second].map(ratiosOf);
const pairs = [...left ?? []].flatMap(([name, one]) => {
  const other = right?.get(name);
  return other === undefined ? [] : [{ name, one, other, agrees: Math.abs(Math.log(one.estimate / other.estimate)) <= Math.log(1 + mostSpread), noisy: [one, other].some(({ noise }) => noise.length > 0) }];
});
if (pairs.length === 0) {
  console.error(`no ratio to ${reference} is in both files\n  got: ${JSON.stringify([first, second])}\n  expected: two files of npm run bench -- --json FILE, with rows that both have`);
  process.exit(2);
}
const agreeing = pairs.filter(({ agrees }) => agrees);
const [quiet, unmarked] = [pairs.filter(({ noisy }) => !noisy), pairs.filter(({ agrees, noisy }) => !agrees && !noisy)];
console.log(`${agreeing.length} of ${pairs.length} ratios to ${reference} agree within ${100 * mostSpread} % (${(100 * agreeing.length / pairs.length).toFixed(0)} %)`);
console.log(`of the other ${pairs.length - agreeing.length}, ${pairs.length - agreeing.length - unmarked.length} were marked as noisy; of the ${quiet.length} that were not marked, ${quiet.length - unmarked.length} agree`);
for (const { name, one, other } of unmarked) console.log(`  ${name}: ${one.estimate.toFixed(3)}, ${other.estimate.toFixed(3)}`);

function ratiosOf(file: string): ReadonlyMap<string, Ratio> {
  return new Map(readResults(file).rows.flatMap(ratiosOfRow));
}

function ratiosOfRow({ row, results }: RowResult): readonly (readonly [string, Ratio])[] {
  const base = results.find(({ name, refused }) => name === reference && refused === undefined);
  return results.flatMap(result => {
    const ratio = base === undefined || result === base ? null : ratioOf(result, base);
    return ratio === null ? [] : [[`${row.name} ${result.name}`, ratio] as const];
  });
}
