import { jit, nn, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax';
import type { Workload } from '../../src/benchmark/protocol.ts';
import type { Row } from '../../src/cli/bench/suite/rows.ts';
import type { RowData } from '../../src/cli/bench/suite/weights.ts';
import { jaxJsOptimizers } from './jaxJsOptimizers.ts';
import type { Arrays } from './jaxJsOptimizers.ts';
import { meanMagnitude } from '../../src/cli/bench/suite/programs/meanMagnitude.ts';

type JaxArray = np.Array;

/** How a step is waited for: computed by this thread before the call returns, or with a promise, in threads where there are workers. */
export type Finish = 'at once' | 'with a promise';

/**
 * A row as a user of jax-js writes it: the whole step in one jit, differentiated with valueAndGrad. jax-js counts references: an array that is passed on is gone,
 * unless it is passed as `.ref`. Steps that are not waited for pile up what is pending, at a cost that grows with its square; so each step is waited for, as `Finish` says.
 */
export function jaxJsSteps(row: Row, data: RowData, finish: Finish): Workload['run'] {
  const parameters = data.layers.flatMap(({ kernel, bias, inputs, units }) => [np.array(kernel).reshape([inputs, units]), np.array(bias)]);
  const [features = 0, classes = 0] = [row.sizes[0], row.sizes.at(-1)];
  const batches = data.batches.map(({ inputs, labels }) => ({
    x: np.array(inputs).reshape([row.batch, features]), labels: nn.oneHot(np.array(labels, { dtype: np.int32 }), classes),
  }));
  const at = (step: number) => batches[step % batches.length] ?? { x: np.zeros([0]), labels: np.zeros([0]) };
  return row.purpose === 'train' ? trainer(row, parameters, at, finish) : predictor(row, parameters, at, finish);
}

type BatchAt = (step: number) => { readonly x: JaxArray; readonly labels: JaxArray };

function trainer(row: Row, initial: Arrays, at: BatchAt, finish: Finish): Workload['run'] {
  const optimizer = jaxJsOptimizers[row.optimizer](row.learningRate);
  const step = jit((parameters: Arrays, slots: Arrays, key: JaxArray, x: JaxArray, labels: JaxArray): [JaxArray, Arrays, Arrays, JaxArray] => {
    const [keys, next] = row.dropout > 0 ? splitOff(key) : [np.zeros([1]), key];
    const [loss, gradients] = valueAndGrad((own: Arrays) => lossOf(row, own, x, labels, keys))(tree.ref(parameters));
    return [loss, ...optimizer.update(parameters, gradients, slots), next];
  });
  let [parameters, slots, key, done] = [initial, optimizer.slots(initial), random.key(1), 0];
  return async count => {
    let figure = Number.NaN;
    for (let index = 0; index < count; index++, done++) {
      const { x, labels } = at(done);
      const [loss, ...kept] = step(parameters, slots, key, x.ref, labels.ref);
      [parameters, slots, key] = kept;
      const values = finish === 'at once' ? loss.dataSync() : await loss.data();
      figure = values[0] ?? Number.NaN;
    }
    return figure;
  };
}

function predictor(row: Row, parameters: Arrays, at: BatchAt, finish: Finish): Workload['run'] {
  const predict = jit((own: Arrays, x: JaxArray) => forward({ ...row, dropout: 0 }, own, x, np.zeros([1])));
  let done = 0;
  return async count => {
    let last: ArrayLike<number> = [];
    for (let index = 0; index < count; index++, done++) {
      const logits = predict(tree.ref(parameters), at(done).x.ref);
      last = finish === 'at once' ? logits.dataSync() : await logits.data();
    }
    return meanMagnitude(last);
  };
}

function lossOf(row: Row, parameters: Arrays, x: JaxArray, labels: JaxArray, keys: JaxArray): JaxArray {
  const kernels = row.l2 === 0 ? [] : parameters.filter((_, index) => index % 2 === 0).map(kernel => kernel.ref);
  const entropy = nn.logSoftmax(forward(row, parameters, x, keys)).mul(labels).sum(-1).mean().neg();
  return kernels.reduce((sum, kernel) => sum.add(np.square(kernel).sum().mul(row.l2)), entropy);
}

function forward({ activation, dropout }: Row, parameters: Arrays, x: JaxArray, keys: JaxArray): JaxArray {
  let h = x;
  for (let index = 0; index < parameters.length; index += 2) {
    const [kernel, bias] = parameters.slice(index, index + 2);
    if (kernel === undefined || bias === undefined) break;
    h = np.matmul(h, kernel).add(bias);
    if (index + 2 === parameters.length) break;
    h = activations[activation](h);
    if (dropout > 0) h = h.mul(random.bernoulli(keys.ref, 1 - dropout, h.shape)).div(1 - dropout);
  }
  keys.dispose();
  return h;
}

const activations = { relu: nn.relu, sigmoid: nn.sigmoid, tanh: np.tanh };

/** A key to use now and one for the steps to come. */
function splitOff(key: JaxArray): [JaxArray, JaxArray] {
  const pair = random.split(key);
  return [pair.ref.slice(0), pair.slice(1)];
}
