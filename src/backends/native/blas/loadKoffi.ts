import { BackendError } from '../../../errors.ts';

/** The package that calls C functions, loaded at the first use. */
export type Koffi = typeof import('koffi').default;

/** Loads koffi, an optional dependency. Throws a BackendError where it is not installed, or its binary does not fit this system. */
export async function loadKoffi(): Promise<Koffi> {
  try {
    return (await import('koffi')).default;
  } catch (error) {
    throw koffiMissing(error);
  }
}

/** Says what to install, for a package that is absent and for one whose binary is. */
export function koffiMissing(error: unknown): BackendError {
  const message = error instanceof Error ? error.message : String(error);
  const absent = /Cannot find (package|module) 'koffi'/.test(message);
  return new BackendError(absent ? 'koffi is not installed' : 'koffi is installed, but does not load', {
    where: 'native',
    got: message.split('\n')[0],
    expected: 'the package koffi 3, through which the native backend calls the system\'s BLAS',
    next: 'run `npm install koffi`, or choose the backend wasm, which needs nothing more',
  }, { cause: error });
}
