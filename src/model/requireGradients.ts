import type { LayerGradients } from '../layers/layer.ts';
import { GradientError, requireGradientShape } from '../tensor/gradientError.ts';
import { requireShape } from '../tensor/requireShape.ts';
import type { Shape } from '../tensor/shape.ts';

interface Shaped {
  readonly shape: Shape;
}

/** What a layer's backward owes a gradient of. */
export interface Differentiated {
  readonly inputs: readonly Shaped[];
  readonly parameters: Readonly<Record<string, Shaped>>;
}

/**
 * Throws a GradientError where a backward forgets a gradient, gives one of something that build does not declare, or one of another shape.
 * The gradient of an input may be undefined, whatever its dtype: a layer may read floats as indices. Its place in the list may not be missing.
 */
export function requireGradients({ inputs, parameters = {} }: LayerGradients, expected: Differentiated): void {
  if (inputs.length !== expected.inputs.length) {
    throw new GradientError('backward does not give one gradient an input', {
      got: `${inputs.length}`, expected: `${expected.inputs.length}`, next: 'give undefined for an input that has no gradient',
    });
  }
  requireShapes('gradient of input', inputs, expected.inputs, requireGradientShape);
  requireParameters(parameters, expected.parameters);
}

/** Throws a ShapeError at the first of these values that has another shape than its counterpart. What is undefined on either side is left out. */
export function requireShapes(what: string, got: readonly (Shaped | undefined)[], expected: readonly Shaped[], require = requireShape): void {
  expected.forEach(({ shape }, index) => {
    const own = got[index];
    if (own !== undefined) require(`the ${what}${expected.length > 1 ? ` ${index}` : ''} has another shape than declared`, own.shape, shape);
  });
}

function requireParameters(gradients: Readonly<Record<string, Shaped | undefined>>, declared: Readonly<Record<string, Shaped>>): void {
  const names = Object.keys(declared);
  const unknown = Object.keys(gradients).find(name => !names.includes(name));
  if (unknown !== undefined) throw new GradientError(`backward gives a gradient of ${unknown}, which build does not declare`, { expected: names.join(', ') || 'no parameters' });
  for (const [name, { shape }] of Object.entries(declared)) {
    const own = gradients[name];
    if (own === undefined) {
      throw new GradientError(`backward gives no gradient of ${name}`, {
        got: Object.keys(gradients).join(', ') || 'no gradients of parameters', expected: names.join(', '),
        next: 'return it in `parameters`; zeros where the outputs do not depend on it',
      });
    }
    requireGradientShape(`the gradient of ${name} has another shape than declared`, own.shape, shape);
  }
}
