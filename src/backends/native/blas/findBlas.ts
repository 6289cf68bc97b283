import { BackendError } from '../../../errors.ts';
import { nodeModule } from '../../../platform/node.ts';
import { acceptLibrary } from './acceptLibrary.ts';
import type { Loading } from './acceptLibrary.ts';
import { blasCandidates } from './candidates.ts';
import type { LoadedLibrary } from './vendor.ts';

/** What a search found out about this system, besides its libraries. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** The command that installs a BLAS here. */
  readonly advice: string;
}

/** A working library, and what it was found by. */
export interface FoundName {
  readonly name: string;
  readonly loaded: LoadedLibrary;
}

/** The variable that names a library where the options do not. */
export const libraryVariable = 'CHAINRULE_BLAS';

/** The library that is named, else that of CHAINRULE_BLAS, else the first candidate that works. Throws a BackendError that says what was looked for and what to install. */
export function findBlas(named: string | undefined, loading: Loading, surroundings: Surroundings): FoundName {
  const variable = loading.environment[libraryVariable];
  if (named !== undefined) return loadNamed(named, 'native: blas', loading, surroundings);
  if (variable !== undefined && variable !== '') return loadNamed(variable, `native: ${libraryVariable}`, loading, surroundings);
  return search(loading, surroundings);
}

function loadNamed(name: string, where: string, loading: Loading, { advice }: Surroundings): FoundName {
  const problem = /[\\/]/.test(name) ? pathProblem(name) : undefined;
  const attempt = problem === undefined ? acceptLibrary(name, loading) : { refused: problem, absent: true };
  if ('loaded' in attempt) return { name, loaded: attempt.loaded };
  throw new BackendError(`the library ${name} cannot be used as a BLAS`, {
    where, got: attempt.refused, expected: 'the path of a shared library with cblas_sgemm, or its name as the system\'s loader knows it',
    next: `name another one, or none, so that it is looked for${attempt.absent ? `; to install one: ${advice}` : ''}`,
  });
}

/** The system's own frameworks lie in the loader's cache and are no files. */
function pathProblem(path: string): string | undefined {
  const entry = nodeModule('node:fs').statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return path.startsWith('/System/') ? undefined : 'there is no file at this path';
  return entry.isFile() ? undefined : 'it is not a file';
}

function search(loading: Loading, { platform, advice }: Surroundings): FoundName {
  const exists = (path: string): boolean => nodeModule('node:fs').statSync(path, { throwIfNoEntry: false }) !== undefined;
  const candidates = blasCandidates({ platform, environment: loading.environment, exists });
  const refusals: string[] = [];
  for (const name of candidates) {
    const attempt = acceptLibrary(name, loading);
    if ('loaded' in attempt) return { name, loaded: attempt.loaded };
    if (!attempt.absent) refusals.push(`${name}: ${attempt.refused}`);
  }
  throw nothingFound(candidates, refusals, advice);
}

function nothingFound(candidates: readonly string[], refusals: readonly string[], advice: string): BackendError {
  return new BackendError('no BLAS was found on this system', {
    where: 'native',
    got: refusals.length === 0 ? `none of ${candidates.join(', ')}` : `${refusals.join('; ')}; and no other of ${candidates.join(', ')}`,
    expected: `OpenBLAS, MKL, BLIS or another library with cblas_sgemm; named by \`blas\`, by the variable ${libraryVariable}, or installed where the system's loader looks`,
    next: `${advice}; or choose the backend wasm, which needs none`,
  });
}
