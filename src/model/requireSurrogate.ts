import { ShapeError } from '../errors.ts';
import type { LayerResult } from '../layers/layer.ts';

/** A declared backward speaks of one output alone: throws a ShapeError where there is more. */
export function requireSurrogate({ outputs, penalties = {}, buffers = {} }: LayerResult): void {
  if (outputs.length !== 1) throw new ShapeError('a surrogate layer has one output', { got: `${outputs.length}` });
  const [extra] = [...Object.keys(penalties), ...Object.keys(buffers)];
  if (extra !== undefined) throw new ShapeError('a surrogate layer has no penalties and no buffers', { got: extra, next: 'give the penalty to a layer of its own, or to outputRegularizer' });
}
