import { z } from 'zod';
import { goldenSchema, toleranceSchema } from './golden.ts';
import type { Bench, Comparison, Golden } from './golden.ts';
import { flat, nestedSchema, samples } from './nested.ts';
import { Network } from './network.ts';
import { backward, forward, onlyTensor, tensorAt } from './probe.ts';

const neuronSchema = goldenSchema.extend({
  x: z.array(z.number()),
  weights: z.array(z.number()),
  bias: z.number(),
  activation: z.string(),
  dy: z.number(),
  expected: z.object({ output: z.number(), dx: z.array(z.number()), dweights: z.array(z.number()), dbias: z.number() }),
  tolerance: toleranceSchema,
});

/** One neuron: its output, and its gradients for a given dy. */
export async function neuronCase(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const { x, weights, bias, activation, dy, expected, tolerance } = neuronSchema.parse(raw);
  const { outputs, inputs, parameters } = await backward(
    bench, { use: 'dense', units: 1, activation }, samples([x]), [dy], { 'dense/kernel': weights, 'dense/bias': [bias] },
  );
  return [
    { label: 'output', actual: onlyTensor(outputs).values, peer: [expected.output], tolerance },
    { label: 'dx', actual: onlyTensor(inputs).values, peer: expected.dx, tolerance },
    { label: 'dweights', actual: tensorAt(parameters, 'dense/kernel').values, peer: expected.dweights, tolerance },
    { label: 'dbias', actual: tensorAt(parameters, 'dense/bias').values, peer: [expected.dbias], tolerance },
  ];
}

const xorSchema = goldenSchema.extend({
  x: nestedSchema,
  weights: z.object({ W: nestedSchema, c: nestedSchema, w: nestedSchema, b: nestedSchema }),
  expected: z.object({ hidden_pre: nestedSchema, hidden: nestedSchema, output: nestedSchema }),
  tolerance: toleranceSchema,
});

/** The textbook's solution of XOR, stage by stage. */
export async function xorNetwork(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const { x, weights: { W, c, w, b }, expected, tolerance } = xorSchema.parse(raw);
  const [hidden, output] = [{ use: 'dense', name: 'hidden', units: 2 }, { use: 'dense', name: 'output', units: 1 }];
  const first = { 'hidden/kernel': flat(W), 'hidden/bias': flat(c) };
  const stages = [
    ['hidden_pre', [hidden], first],
    ['hidden', [hidden, 'relu'], first],
    ['output', [hidden, 'relu', output], { ...first, 'output/kernel': flat(w), 'output/bias': flat(b) }],
  ] as const;
  const comparisons: Comparison[] = [];
  for (const [label, model, weights] of stages) {
    comparisons.push({ label, actual: (await forward(bench, model, samples(x), weights)).values, peer: flat(expected[label]), tolerance });
  }
  return comparisons;
}

const trainedSchema = goldenSchema.extend({
  x: nestedSchema,
  y: nestedSchema,
  weights: z.object({ w: z.number(), b: z.number() }),
  loss: z.literal('half_sse'),
  learning_rate: z.number(),
  epochs: z.number(),
  expected: z.object({ initial_output: z.number(), final_output: z.number() }),
  expected_f64: z.object({ initial_output: z.number(), final_output: z.number(), w: z.number(), b: z.number() }),
  tolerance: toleranceSchema,
});

/** A sigmoid neuron that learns to give 0 for 1, saturated at first. */
export async function trainedNeuron(raw: Golden, bench: Bench): Promise<readonly Comparison[]> {
  const { x, y, weights: { w, b }, learning_rate: learningRate, epochs, expected, expected_f64: exact, tolerance } = trainedSchema.parse(raw);
  const batch = { inputs: samples(x), targets: samples(y) };
  const network = new Network(bench, {
    model: { use: 'dense', units: 1, activation: 'sigmoid' },
    loss: { use: 'meanSquaredError', half: true, reduction: 'sum' },
    optimizer: { use: 'sgd', learningRate },
  }, batch);
  network.setWeights({ 'dense/kernel': [w], 'dense/bias': [b] });
  const output = async () => onlyTensor(await network.predict(batch)).values;
  const initial = await output();
  await network.train(batch, epochs, 1);
  const trained = await network.weights();
  return [
    { label: 'initial output', actual: initial, exact: [exact.initial_output], peer: [expected.initial_output], tolerance },
    { label: 'final output', actual: await output(), exact: [exact.final_output], peer: [expected.final_output], tolerance },
    { label: 'w', actual: tensorAt(trained, 'dense/kernel').values, exact: [exact.w] },
    { label: 'b', actual: tensorAt(trained, 'dense/bias').values, exact: [exact.b] },
  ];
}
