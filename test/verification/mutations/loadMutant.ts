import type { AnyBuilder, Reference } from '../../../src/components/definition.ts';
import { referenceTo } from '../../../src/components/builtFrom.ts';
import type { Mutation } from './mutation.ts';
import { changed } from './vitePlugin.ts';

/** Makes references to the component with its mistake, from the options of references to the component without. */
export type Mutant = (options: object) => Reference<Mutation['of']>;

/** Loads the component's module with the mistake made. */
export async function loadMutant({ component, definition, file, from, to }: Mutation): Promise<Mutant> {
  const url = new URL(`../../../src/${definition}`, import.meta.url);
  const module: Readonly<Record<string, unknown>> = await import(/* @vite-ignore */ `${url.pathname}${changed({ file: `src/${file}`, from, to })}`);
  const builder = Object.values(module).find(exported => isBuilder(exported) && exported.definition.name === component);
  if (!isBuilder(builder)) throw new Error(`${definition} exports no definition of ${component}`);
  return options => referenceTo(builder.definition, { use: component, ...options });
}

function isBuilder(exported: unknown): exported is AnyBuilder {
  return typeof exported === 'function' && 'definition' in exported;
}
