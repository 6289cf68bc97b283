import { minimize, sgd } from 'chainrule';
import type { Tensor } from 'chainrule';
import { combined } from '../matrix.ts';
import type { Matrix } from '../matrix.ts';
import type { NetworkWeights } from '../network.ts';
import { oracle } from '../openConfig.ts';

/** A way to ∂C/∂z of a layer's sums, and to ∂C/∂W and ∂C/∂b of all layers. */
export interface Derivatives {
  readonly name: string;
  /** How far from the truth its numbers may lie. */
  readonly tolerance: number;
  /** The layer is counted from 0. */
  ofSums(layer: number, z: Matrix): Promise<Matrix>;
  ofWeights(): Promise<NetworkWeights>;
}

type Values = Readonly<Record<string, Matrix>>;

/** Reverse differentiation of C, written down forward alone, in float64. */
export function reverseMode(weights: NetworkWeights, inputs: Matrix, targets: Matrix): Derivatives {
  const values = Object.fromEntries(weights.flatMap(({ kernel, bias }, layer) => [[`kernel${layer}`, kernel], [`bias${layer}`, [bias]]]));
  return {
    name: 'reverse differentiation, float64', tolerance: 1e-12,
    async ofSums(layer, z) {
      const { z: gradient = [] } = await gradientsOf(tensors => cost(tensors, tensorOf(tensors, 'z'), layer, weights.length), { ...values, z, targets });
      return gradient;
    },
    async ofWeights() {
      const gradients = await gradientsOf(tensors => cost(tensors, sums(tensors, tensorOf(tensors, 'inputs'), 0), 0, weights.length), { ...values, inputs, targets });
      return weights.map((_, layer) => ({ kernel: gradients[`kernel${layer}`] ?? [], bias: gradients[`bias${layer}`]?.[0] ?? [] }));
    },
  };
}

/** One step of descent at the rate 1 goes by the gradient itself. */
async function gradientsOf(f: (tensors: Readonly<Record<string, Tensor>>) => Tensor, at: Values): Promise<Values> {
  const { parameters } = await minimize(f, at, sgd({ learningRate: 1 }), { ...oracle, steps: 1 });
  return Object.fromEntries(Object.entries(at).map(([name, before]) => [name, combined(before, parameters[name] ?? [], (old, stepped) => old - stepped)]));
}

/** C = 1/(2N) Σ (y − aᴸ)², forward from the sums z of a layer. */
function cost(tensors: Readonly<Record<string, Tensor>>, z: Tensor, layer: number, layers: number): Tensor {
  const a = z.sigmoid();
  if (layer + 1 < layers) return cost(tensors, sums(tensors, a, layer + 1), layer + 1, layers);
  return a.sub(tensorOf(tensors, 'targets')).square().sum().mul(0.5 / (a.shape[0] ?? 1));
}

function sums(tensors: Readonly<Record<string, Tensor>>, a: Tensor, layer: number): Tensor {
  return a.matMul(tensorOf(tensors, `kernel${layer}`)).add(tensorOf(tensors, `bias${layer}`));
}

function tensorOf(tensors: Readonly<Record<string, Tensor>>, name: string): Tensor {
  const tensor = tensors[name];
  if (tensor === undefined) throw new Error(`there is no ${name}`);
  return tensor;
}
