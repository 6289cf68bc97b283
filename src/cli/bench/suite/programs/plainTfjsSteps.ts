import type { Optimizer, Scalar, Tensor2D, Variable } from '@tensorflow/tfjs';
import type { TensorFlow } from '../../../../backends/tfjs/runtime.ts';
import type { Workload } from '../../../../benchmark/protocol.ts';
import type { Row } from '../rows.ts';
import type { Batch, LayerValues, RowData } from '../weights.ts';

interface Layer {
  readonly kernel: Variable;
  readonly bias: Variable;
}

/** A row as a user of tf.js writes it: variables, a function of the loss, `optimizer.minimize`; batches are tensors from the start. */
export function plainTfjsSteps(tf: TensorFlow, row: Row, data: RowData): Workload['run'] {
  const layers = data.layers.map(values => layerOf(tf, values));
  const batches = data.batches.map(batch => tensorsOf(tf, row, batch));
  const at = (index: number) => batches[index % batches.length] ?? { x: tf.tensor2d([[0]]), labels: tf.tensor2d([[0]]) };
  return row.purpose === 'train' ? trainer(tf, row, layers, at) : predictor(tf, row, layers, at);
}

type BatchAt = (index: number) => { readonly x: Tensor2D; readonly labels: Tensor2D };

function trainer(tf: TensorFlow, row: Row, layers: readonly Layer[], at: BatchAt): Workload['run'] {
  const optimizer = optimizerOf(tf, row);
  let done = 0;
  const loss = (): Scalar => {
    const { x, labels } = at(done);
    const entropy = tf.losses.softmaxCrossEntropy(labels, forward(tf, row, layers, x));
    if (row.l2 === 0) return entropy.asScalar();
    return layers.reduce((sum, { kernel }) => sum.add(kernel.square().sum().mul(row.l2)), entropy).asScalar();
  };
  return count => {
    for (let step = 1; step < count; step++, done++) optimizer.minimize(loss);
    const last = optimizer.minimize(loss, true);
    done++;
    const value = last?.dataSync()[0] ?? Number.NaN;
    last?.dispose();
    return value;
  };
}

function predictor(tf: TensorFlow, row: Row, layers: readonly Layer[], at: BatchAt): Workload['run'] {
  let done = 0;
  return count => {
    for (let step = 1; step < count; step++, done++) tf.tidy(() => forward(tf, row, layers, at(done).x)).dispose();
    return tf.tidy(() => forward(tf, row, layers, at(done++).x).abs().mean().dataSync()[0] ?? Number.NaN);
  };
}

function forward(tf: TensorFlow, { activation, dropout, purpose }: Row, layers: readonly Layer[], x: Tensor2D): Tensor2D {
  let h = x;
  for (const [index, { kernel, bias }] of layers.entries()) {
    h = h.matMul<Tensor2D>(kernel).add(bias);
    if (index === layers.length - 1) break;
    h = h[activation]();
    if (dropout > 0 && purpose === 'train') h = tf.dropout(h, dropout) as Tensor2D;
  }
  return h;
}

function optimizerOf(tf: TensorFlow, { optimizer, learningRate }: Row): Optimizer {
  switch (optimizer) {
    case 'sgd': return tf.train.sgd(learningRate);
    case 'momentum': return tf.train.momentum(learningRate, 0.9);
    case 'adam': return tf.train.adam(learningRate, 0.9, 0.999, 1e-7);
  }
}

function layerOf(tf: TensorFlow, { kernel, bias, inputs, units }: LayerValues): Layer {
  return { kernel: tf.variable(tf.tensor2d(kernel, [inputs, units])), bias: tf.variable(tf.tensor1d(bias)) };
}

function tensorsOf(tf: TensorFlow, { sizes, batch }: Row, { inputs, labels }: Batch) {
  const [features = 0, classes = 0] = [sizes[0], sizes.at(-1)];
  return { x: tf.tensor2d(inputs, [batch, features]), labels: tf.oneHot(tf.tensor1d(labels, 'int32'), classes).toFloat() as Tensor2D };
}
