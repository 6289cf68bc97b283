import type { Tensor } from '../tensor/tensor.ts';
import type { UpdateContext } from './optimizer.ts';

/** A scalar that the optimizer declares, by its name. */
export function declaredScalar({ scalars }: UpdateContext, name: string): Tensor {
  return given(scalars[name], `the scalar ${name}`);
}

/** A slot that the optimizer declares for the parameter at `path`, by its name. */
export function declaredSlot({ slots }: UpdateContext, path: string, name: string): Tensor {
  return given(slots.get(path)?.[name], `the slot ${name} of ${path}`);
}

function given(tensor: Tensor | undefined, what: string): Tensor {
  if (tensor === undefined) throw new Error(`${what} is declared, but the update is not given it`);
  return tensor;
}
