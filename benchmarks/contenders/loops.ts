import { Refused } from '../../src/benchmark/protocol.ts';
import type { CreateWorkload } from '../../src/cli/bench/suite/protocol.ts';
import type { Row } from '../../src/cli/bench/suite/rows.ts';
import type { RowData } from '../../src/cli/bench/suite/weights.ts';
import { leastTime } from './leastTime.ts';
import { loopsSource } from './loopsSource.ts';

type Numbers = Float32Array | Float64Array;
type NumbersConstructor = Float32ArrayConstructor | Float64ArrayConstructor;
type MakeStep = (parameters: readonly Numbers[], Numbers: NumbersConstructor) => (inputs: Numbers, labels: Int32Array) => number;
type Run = (count: number) => number;

/** Plain loops written for one net: what JavaScript costs without any framework. In float32 or float64, whichever is faster here: V8 computes in float64 in any case. */
export const create: CreateWorkload = async ({ row }, data) => {
  if (row.purpose !== 'train' || row.optimizer !== 'sgd' || row.l2 > 0 || row.dropout > 0) throw new Refused('written for stochastic gradient descent alone');
  const [first, second] = [await leastTime(runnerOf(row, data, Float32Array)), await leastTime(runnerOf(row, data, Float64Array))];
  const Faster = first <= second ? Float32Array : Float64Array;
  return { threads: 1, versions: {}, run: runnerOf(row, data, Faster), note: `in ${Faster.name}, the faster one here` };
};

function runnerOf(row: Row, { layers, batches }: RowData, Numbers: NumbersConstructor): Run {
  const make = new Function('parameters', 'Numbers', loopsSource(row)) as MakeStep;
  const step = make(layers.flatMap(({ kernel, bias }) => [Numbers.from(kernel), Numbers.from(bias)]), Numbers);
  const held = batches.map(({ inputs, labels }) => ({ inputs: Numbers.from(inputs), labels }));
  let done = 0;
  return count => {
    let loss = Number.NaN;
    for (let index = 0; index < count; index++, done++) {
      const batch = held[done % held.length];
      if (batch !== undefined) loss = step(batch.inputs, batch.labels);
    }
    return loss;
  };
}
