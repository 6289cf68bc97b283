import * as z from 'zod/mini';
import type { ComponentSchemas } from '../components/definition.ts';
import type { LayerKey } from './commonKeys.ts';

const segment = z.optional(z.string().check(z.regex(/^[^/\s]+$/u, 'not a name for a path: it is empty, or holds a space or a slash')));

/** The schema of the options that every layer takes beside its own. */
export const layerOptions = ({ regularizer }: Pick<ComponentSchemas, 'regularizer'>) => z.object({
  /** The layer's segment of the path, in place of its component's name. */
  name: segment,
  /** A penalty or transform of the layer's output. */
  outputRegularizer: z.optional(regularizer()),
  /** Layers with the same name here are one layer. */
  sharedAs: segment,
} satisfies Record<LayerKey, z.ZodMiniType>);
