import { ConfigError } from '../errors.ts';

/** The modules of Node's own that are used outside the command line. */
interface NodeModules {
  readonly 'node:fs': typeof import('node:fs');
  readonly 'node:fs/promises': typeof import('node:fs/promises');
  readonly 'node:module': typeof import('node:module');
  readonly 'node:os': typeof import('node:os');
  readonly 'node:path': typeof import('node:path');
  readonly 'node:url': typeof import('node:url');
  readonly 'node:util': typeof import('node:util');
  readonly 'node:worker_threads': typeof import('node:worker_threads');
}

/** True in Node, false in a browser. */
export function inNode(): boolean {
  return typeof process === 'object' && typeof process.getBuiltinModule === 'function';
}

/**
 * A module of Node's own. It is asked for while the program runs, for a file that imports it cannot be loaded by a browser.
 * Throws a ConfigError outside Node.
 */
export function nodeModule<Name extends keyof NodeModules>(name: Name): NodeModules[Name] {
  if (inNode()) return process.getBuiltinModule(name);
  throw new ConfigError(`this needs ${name}, which only Node has`, { got: 'a browser', next: 'leave out what reads or writes files, or run it in Node' });
}
