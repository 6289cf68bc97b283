import { equal } from '../lecture.ts';
import type { Finding, Lecture } from '../lecture.ts';
import { lossFalls } from '../lossFalls.ts';
import { mapped } from '../matrix.ts';
import type { Matrix } from '../matrix.ts';
import { gradientsOf, weightsOf } from '../network.ts';
import type { NetworkWeights } from '../network.ts';
import { openConfig } from '../openConfig.ts';
import { activationPass } from '../passes.ts';
import type { ActivationPass } from '../passes.ts';
import { trainingSamples } from '../trainingSamples.ts';
import { reverseMode } from './derivatives.ts';
import type { Derivatives } from './derivatives.ts';
import { biasGradient, errorBefore, outputError, weightGradient } from './equations.ts';
import { parity } from './parity.ts';
import type { Sides } from './parity.ts';
import { tape } from './tape.ts';

const layers = ['layer1', 'layer2', 'layer3'];

/** The four fundamental equations of backpropagation for C = 1/(2N) Σ ‖y − aᴸ‖², each by itself against automatic differentiation. */
export const lecture: Lecture = {
  name: 'four-equations',
  title: 'The four fundamental equations',
  async run(backend = 'auto') {
    await using run = await openConfig(import.meta.url, 'four-equations.yaml');
    const { inputs, targets } = trainingSamples(run);
    const weights = await weightsOf(run, layers);
    const report = await run.gradients({ inputs, targets }, { layers: true });
    const network: Network = { weights, inputs, targets, passes: layers.map(layer => activationPass(report, `${layer}/sigmoid`)) };
    const sides = await bothSides(network, reverseMode(weights, inputs, targets));
    const taped = await bothSides(network, tape(weights, inputs, targets));
    const written = await bothSides(network, {
      name: 'the framework’s backwards, float64', tolerance: 1e-12,
      ofSums: async layer => network.passes[layer]?.delta ?? [], ofWeights: async () => gradientsOf(report, layers),
    });
    const findings = [...[sides, taped, written].flatMap(findingsOf), await lossFalls('the five samples', import.meta.url, 'four-equations.yaml', backend)];
    return { findings, figures: { parity: parity(sides) } };
  },
};

interface Network {
  readonly weights: NetworkWeights;
  readonly inputs: Matrix;
  readonly targets: Matrix;
  /** z and a of each layer, as the framework computed them. */
  readonly passes: readonly ActivationPass[];
}

/** Each equation beside the derivatives. What an equation starts from is taken from those, so that it stands or falls by itself. */
async function bothSides({ weights, inputs, targets, passes }: Network, derivatives: Derivatives): Promise<readonly Sides[]> {
  const [last] = passes.slice(-1);
  const errors = await Promise.all(passes.map(async ({ z }, layer) => perSample(await derivatives.ofSums(layer, z))));
  const gradients = await derivatives.ofWeights();
  const before = [inputs, ...passes.map(({ a }) => a)];
  const sides = (equation: string, byHand: Matrix, byDerivatives: Matrix): Sides => ({ equation, byHand: byHand.flat(), byDerivatives: byDerivatives.flat(), derivatives });
  return [
    sides('1: δᴸ = ∇ₐC ⊙ σ′(zᴸ)', outputError(last?.a ?? [], targets, last?.z ?? []), errors.at(-1) ?? []),
    sides('2: δˡ = (Wˡ⁺¹)ᵀδˡ⁺¹ ⊙ σ′(zˡ)', [0, 1].flatMap(l => errorBefore(errors[l + 1] ?? [], weights[l + 1]?.kernel ?? [], passes[l]?.z ?? [])), errors.slice(0, -1).flat()),
    sides('3: ∂C/∂bˡⱼ = δˡⱼ', errors.map(biasGradient), gradients.map(({ bias }) => bias)),
    sides('4: ∂C/∂wˡⱼₖ = aˡ⁻¹ₖ δˡⱼ', errors.flatMap((delta, l) => weightGradient(before[l] ?? [], delta)), gradients.flatMap(({ kernel }) => kernel)),
  ];
}

/** The notes' δ is that of one sample's cost; C is their mean. */
function perSample(ofMean: Matrix): Matrix {
  return mapped(ofMean, value => value * ofMean.length);
}

function findingsOf(sides: readonly Sides[]): readonly Finding[] {
  return sides.map(({ equation, byHand, byDerivatives, derivatives: { name, tolerance } }) => equal(`${equation}, against ${name}`, byHand, byDerivatives, tolerance));
}
