import { equal } from '../lecture.ts';
import type { Finding } from '../lecture.ts';
import { gradientsOf, weightsOf } from '../network.ts';
import { openConfig } from '../openConfig.ts';
import { activationPass } from '../passes.ts';

/** λ of the notes, whose penalty is λ/2 Σ w². */
const lambda = 0.1;

/** ½ of the square, λ/2 of the penalty and relu′(0) = 0, by the notes' own formulas. */
export async function conventions(): Promise<readonly Finding[]> {
  await using run = await openConfig(import.meta.url, 'relu-and-decay.yaml');
  const layers = ['hidden', 'output'];
  const report = await run.gradients({ inputs: [[1]], targets: [[1]] }, { layers: true });
  const { z, a, delta } = activationPass(report, 'hidden/relu');
  const [hidden, output] = await weightsOf(run, layers);
  const [dHidden, dOutput] = gradientsOf(report, layers);
  const [w2, w3, a2] = [hidden?.kernel.flat() ?? [], output?.kernel.flat() ?? [], a.flat()];
  const y = w3.reduce((sum, w, j) => sum + w * (a2[j] ?? 0), 0.2);
  const error = y - 1;
  const squares = [...w2, ...w3].reduce((sum, w) => sum + w * w, 0);
  const δ = z.flat().map((own, j) => (own > 0 ? error * (w3[j] ?? 0) : 0));
  return [
    equal('relu: δ² = W³ᵀδ³ ⊙ [z² > 0], with z² = (0.4, 0)', δ, delta.flat(), 1e-12),
    equal('C = ½(y − a³)² + λ/2 Σ w²', [error ** 2 / 2 + lambda / 2 * squares], [report.loss], 1e-12),
    equal('∂C/∂W² = δ²x + λ W²', w2.map((w, j) => (δ[j] ?? 0) + lambda * w), dHidden?.kernel.flat() ?? [], 1e-12),
    equal('∂C/∂W³ = δ³a² + λ W³', w3.map((w, j) => error * (a2[j] ?? 0) + lambda * w), dOutput?.kernel.flat() ?? [], 1e-12),
  ];
}
