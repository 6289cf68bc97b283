import { schemaLine } from './schemaLine.ts';

export type Starter = 'digits' | 'xor';

/** Configs to begin with, which need no file. */
export const starters: Readonly<Record<Starter, (name: string) => string>> = {
  digits: name => `${schemaLine}
# Which digit is drawn in 8 × 8 pixels. The data come with chainrule.
name: ${name}
data: { use: digits, validation: { size: 0.2, rows: stratified } }
model:
  - { use: dense, units: 32, activation: relu }
  - { use: dense, units: 10 } # a logit for each digit, whose softmax is its probability
loss: categoricalCrossEntropy
optimizer: { use: adam, learningRate: 0.003 }
metrics: [accuracy]
training:
  epochs: 30 # at most
  earlyStopping: { monitor: validation.loss, patience: 5 } # the weights of the best epoch are kept
seed: 1
`,
  xor: name => `${schemaLine}
# Whether exactly one of two is on: the smallest problem that needs a hidden layer.
name: ${name}
data:
  use: arrays
  inputs: [[0, 0], [0, 1], [1, 0], [1, 1]]
  targets: [[0], [1], [1], [0]]
  test: { inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]] }
model:
  - { use: dense, units: 8, activation: tanh }
  - { use: dense, units: 1 } # a logit, whose sigmoid is the probability of yes
loss: binaryCrossEntropy
optimizer: { use: adam, learningRate: 0.05 }
metrics: [accuracy]
training: { epochs: 200, batchSize: 4 }
seed: 1
`,
};
