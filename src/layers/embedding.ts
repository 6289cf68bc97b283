import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import type { ComponentSchemas } from '../components/definition.ts';
import { record } from '../tensor/tensor.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Layer } from './layer.ts';
import { oneToOne } from './oneToOne.ts';

const options = (components: ComponentSchemas) => z.strictObject({
  /** The number of indices, which count from 0. */
  vocabularySize: z.int().check(z.positive()),
  /** Elements of each vector. */
  units: z.int().check(z.positive()),
  /** First values of the vectors. */
  embeddingsInitializer: z.prefault(components.initializer(), 'uniform'),
  /** A penalty on the vectors, or a transform of them. */
  embeddingsRegularizer: z.optional(components.regularizer()),
});
type EmbeddingOptions = z.output<ReturnType<typeof options>>;

/**
 * A learned vector for each index: words, categories, users.
 *
 *     y = E[x], the rows of E at the indices x    dE[k] = Σ dy over all places with x = k    (indices have no derivative)
 *
 * Shapes: x [batch, …] whole numbers from 0 to `vocabularySize` − 1, int32 or float; embeddings E [vocabularySize, units]; y [batch, …, units].
 * `vocabularySize` and `units` are Keras' input_dim and output_dim.
 * Data with another index, or one that is not whole, are refused with a DataError that names the sample, before the first step. What a layer before this one computes is cut to
 * whole numbers; an index outside gives NaN, and training, evaluation and prediction then end with a NonFiniteError that names it.
 * Source: Bengio, Ducharme, Vincent, Jauvin, "A neural probabilistic language model" (2003).
 */
export const embedding = defineLayer({
  name: 'embedding',
  summary: 'a learned vector for each index: y = E[x]',
  options,
  create: embeddingOf,
});

function embeddingOf({ vocabularySize, units, embeddingsInitializer, embeddingsRegularizer }: EmbeddingOptions): Layer {
  const embeddings = { shape: [vocabularySize, units], initializer: embeddingsInitializer, regularizer: embeddingsRegularizer };
  return oneToOne<{ readonly embeddings: Tensor }>({
    build: input => ({
      output: [...input, units],
      parameters: { embeddings },
      inputRanges: [{ least: 0, greatest: vocabularySize - 1, whole: true }],
    }),
    forward(_, x, { embeddings }) {
      const indices = x.dtype === 'float' ? indicesOf(x.detach(), vocabularySize) : x;
      return {
        y: embeddings.gather(indices),
        backward: dy => ({ x: undefined, parameters: { embeddings: record('scatterAdd', [indices, dy], { rows: vocabularySize }) } }),
      };
    },
  });
}

/** Floats as indices, cut to whole numbers. One outside the table becomes −1, which is no row either: the cast of a NaN or of a large number gives another on each backend. */
function indicesOf(x: Tensor, rows: number): Tensor {
  return x.greaterEqual(0).logicalAnd(x.less(rows)).select(x, -1).cast('int32');
}
