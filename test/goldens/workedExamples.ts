import { z } from 'zod';
import type { Adapter } from './golden.ts';
import { scalarAutograd } from './scalarAutograd.ts';
import { softmaxLoss } from './softmaxLoss.ts';
import { trainingCase } from './trainingCase.ts';
import { twoLayerNetwork } from './twoLayerNetwork.ts';
import { neuronCase, trainedNeuron, xorNetwork } from './workedNeurons.ts';

const kinds: Readonly<Record<string, Adapter['run']>> = {
  step: trainingCase,
  forward_and_loss: twoLayerNetwork,
  neuron: neuronCase,
  forward: xorNetwork,
  train_single_neuron: trainedNeuron,
  loss: softmaxLoss,
  scalar_autograd: scalarAutograd,
};

/** Examples from textbooks and courses, worked there by hand. */
export const workedExamples: Adapter = {
  file: 'worked_examples',
  async run(raw, bench) {
    const kind = z.string().default('step').parse(raw['kind']);
    const run = kinds[kind];
    if (run === undefined) throw new Error(`no adapter for a worked example of kind ${kind}, and no reason in leftOut.ts`);
    return run(raw, bench);
  },
};
