import { equal } from '../lecture.ts';
import type { Finding } from '../lecture.ts';
import { trainingSamples } from '../trainingSamples.ts';
import { openVariant, withoutBiases } from './variant.ts';
import type { Variation } from './variant.ts';

interface FourSamples {
  readonly name: string;
  readonly file: string;
  readonly variations: readonly Variation[];
  readonly F: readonly number[];
  readonly dW2: readonly number[];
  readonly dW1: readonly number[];
}

/** The three variants of the four-sample network, each from its config, with their numbers in double precision, computed without this framework. */
const variants: readonly FourSamples[] = [
  {
    name: 'σ output, ½ Σ (F − t)²', file: 'four-samples.yaml', variations: [],
    F: [0.828717481873578, 0.821558669445097, 0.801809485354604, 0.797154354694752],
    dW2: [0.066580342017581, 0.069246034379718, 0.071883471049009],
    dW1: [0.006832777390598, 0.007831824085242, 0.008832163831598, 0.011911983848208, 0.01338913978847, 0.014757547192072],
  },
  {
    name: 'identity output, ½ Σ (F − t)²', file: 'regression.yaml', variations: [...withoutBiases, { path: ['loss', 'reduction'], value: 'sum' }],
    F: [1.576564957186258, 1.526943485561521, 1.39764226695377, 1.368603007807216],
    dW2: [1.951563896779697, 2.04974867431495, 2.144858461012535],
    dW1: [0.320725952569334, 0.357212024437612, 0.388526205189119, 0.375667520929464, 0.416875543616536, 0.451675243868298],
  },
  {
    name: 'σ output, Σ cross entropy', file: 'classification.yaml', variations: withoutBiases,
    F: [0.828717481873578, 0.821558669445097, 0.801809485354604, 0.797154354694752],
    dW2: [0.425679307516381, 0.442534302388179, 0.459225585776795],
    dW1: [0.040869578782572, 0.046980929930181, 0.053171460186928, 0.07761154526265, 0.087251566906044, 0.096198696912296],
  },
];

/** Outputs and gradients of the four-sample 2-3-1 network under each pair of output and loss. */
export async function fourSamples(): Promise<readonly Finding[]> {
  return (await Promise.all(variants.map(ofVariant))).flat();
}

async function ofVariant({ name, file, variations, F, dW2, dW1 }: FourSamples): Promise<readonly Finding[]> {
  await using run = await openVariant(file, variations);
  const { outputs, parameters } = await run.gradients(trainingSamples(run));
  return [
    equal(`four samples, ${name}: F`, F, outputs[0]?.values ?? [], 1e-12),
    equal(`four samples, ${name}: ∂C/∂W²`, dW2, parameters['output/kernel']?.values ?? [], 1e-12),
    equal(`four samples, ${name}: ∂C/∂W¹`, dW1, parameters['hidden/kernel']?.values ?? [], 1e-12),
  ];
}
