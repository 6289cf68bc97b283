import { ChainruleError, ShapeError } from '../errors.ts';

/** What to do about x * 2 and x + 1, which JavaScript takes for numbers and texts. */
export const methodsForOperators = 'tensors have methods in place of operators: x.mul(2), not x * 2';

/**
 * What a function of tensors returns that was given in code. An error of its own becomes the cause of a ShapeError, so that whoever records it can say where it stands.
 */
export function callFunction<T>(what: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof ChainruleError) throw error;
    throw new ShapeError(`${what} throws`, {
      got: String(error), next: `correct it; the \`cause\` of this error has its stack; ${methodsForOperators}`,
    }, { cause: error });
  }
}
