import { Refused } from '../protocol.ts';
import type { CreateWorkload } from '../protocol.ts';
import { loopsSource } from './loopsSource.ts';

/** Plain loops written for one net: what JavaScript costs without any framework. */
export const create: CreateWorkload = ({ row, options }, { layers, batches }) => {
  if (row.purpose !== 'train' || row.optimizer !== 'sgd' || row.l2 > 0 || row.dropout > 0) throw new Refused('written for stochastic gradient descent alone');
  const Numbers = options['precision'] === 'float64' ? Float64Array : Float32Array;
  const make = new Function('parameters', 'Numbers', loopsSource(row)) as MakeStep;
  const step = make(layers.flatMap(({ kernel, bias }) => [Numbers.from(kernel), Numbers.from(bias)]), Numbers);
  const held = batches.map(({ inputs, labels }) => ({ inputs: Numbers.from(inputs), labels }));
  let done = 0;
  return {
    threads: 1, versions: {},
    run(count) {
      let loss = Number.NaN;
      for (let index = 0; index < count; index++, done++) {
        const batch = held[done % held.length];
        if (batch !== undefined) loss = step(batch.inputs, batch.labels);
      }
      return loss;
    },
  };
};

type Numbers = Float32Array | Float64Array;
type MakeStep = (parameters: readonly Numbers[], Numbers: Float32ArrayConstructor | Float64ArrayConstructor) => (inputs: Numbers, labels: Int32Array) => number;
