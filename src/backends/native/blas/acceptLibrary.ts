import { declareFunctions, namingOf, productNames } from './blasFunctions.ts';
import type { OpenLibrary } from './foreignLibrary.ts';
import type { AddressOf } from './foreignMemory.ts';
import { chooseMklLayers } from './mkl.ts';
import { readsWideIntegers, wrongProducts } from './probe.ts';
import type { LoadedLibrary } from './vendor.ts';

/** What it takes to open and try a library. */
export interface Loading {
  readonly open: OpenLibrary;
  readonly addressOf: AddressOf;
  readonly environment: NodeJS.ProcessEnv;
}

/** A library that is a working BLAS, or why it is none. `absent` where the loader does not find it at all. */
export type Attempt =
  | { readonly loaded: LoadedLibrary }
  | { readonly refused: string; readonly absent: boolean };

/** Opens a library and has it compute; it is accepted when the numbers are right. */
export function acceptLibrary(name: string, { open, addressOf, environment }: Loading): Attempt {
  const library = attempt(() => open(name));
  if (library instanceof Error) return { refused: shortened(library), absent: /no such file|not found|cannot find|could not be found/i.test(library.message) };
  const naming = namingOf(library);
  if (naming === undefined) return { refused: `it has no function ${productNames[0]} and its like, so it is no BLAS with a C interface`, absent: false };
  chooseMklLayers(library, open, environment);
  const wide = readsWideIntegers(declareFunctions(library, naming, 'int64_t'), addressOf);
  const functions = declareFunctions(library, naming, wide ? 'int64_t' : 'int');
  const wrong = wrongProducts(functions, addressOf);
  return wrong === undefined ? { loaded: { library, functions, addressOf } } : { refused: `it computes wrong products: ${wrong}`, absent: false };
}

function attempt<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The loader's message in one line, without koffi's beginning. */
function shortened({ message }: Error): string {
  return (message.split('\n')[0] ?? '').replace(/^Failed to load shared library:\s*/, '');
}
