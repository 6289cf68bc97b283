import { requireShape } from '../tensor/requireShape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { ByParameter, UpdateContext, UpdateResult } from './optimizer.ts';

/** The new value of the parameter at `path`: what the result gives outright, else w − update, projected; undefined where it keeps its value. */
export function newParameter(context: UpdateContext, { updates, parameters }: UpdateResult, path: string): Tensor | undefined {
  const own = context.parameters.get(path);
  const [given, update] = [parameters?.get(path), updates.get(path)];
  if (own === undefined) return undefined;
  if (given !== undefined) requireShape(`the new value of ${path} has another shape than the parameter`, given.shape, own.shape);
  return given ?? (update && projected(context, path, own.sub(update)));
}

/** The new values of all parameters that do not keep theirs. */
export function newParameters(context: UpdateContext, result: UpdateResult): ByParameter<Tensor> {
  const paths = [...context.parameters.keys()];
  return new Map(paths.flatMap(path => {
    const value = newParameter(context, result, path);
    return value === undefined ? [] : [[path, value]];
  }));
}

/** A new value of the parameter at `path`, brought to the constraint that the parameter has, if it has one. */
export function projected({ projections }: UpdateContext, path: string, value: Tensor): Tensor {
  const projection = projections?.get(path);
  if (projection === undefined) return value;
  const result = projection.project(value);
  requireShape(`the projection of ${path} gives another shape`, result.shape, value.shape);
  return result;
}
