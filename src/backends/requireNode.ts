import { BackendError } from '../errors.ts';
import { inNode } from '../platform/node.ts';

/** Throws a BackendError in a browser, for a backend that loads libraries of the system. */
export function requireNode(backend: string, instead: string): void {
  if (inNode()) return;
  throw new BackendError(`${backend} runs in Node alone`, { where: backend, got: 'a browser', next: `choose ${instead}` });
}
