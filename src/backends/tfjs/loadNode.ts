import { BackendError } from '../../errors.ts';
import { requireNode } from '../requireNode.ts';
import { nodeModule } from '../../platform/node.ts';

/** Loads libtensorflow through @tensorflow/tfjs-node, which registers it with tf.js as `tensorflow`. */
export async function loadNode(): Promise<void> {
  requireNode('tfjs:node', 'tfjs:webgl, tfjs:wasm or tfjs:cpu');
  restoreRemovedFunctions();
  // libtensorflow reads this once, when it is loaded: warnings and errors, but not its greeting.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1';
  try {
    await import('@tensorflow/tfjs-node');
  } catch (error) {
    throw notInstalled(error);
  }
}

/** tfjs-node 4.22 calls two functions of `util` that Node 23 took away. */
function restoreRemovedFunctions(): void {
  const removed = { isNullOrUndefined: (value: unknown) => value === null || value === undefined, isArray: Array.isArray };
  const util = nodeModule('node:util');
  for (const [name, implementation] of Object.entries(removed)) {
    if (!(name in util)) Object.assign(util, { [name]: implementation });
  }
}

/** Says what to install, for a package that is absent and for one whose binary is. */
export function notInstalled(error: unknown): BackendError {
  const message = error instanceof Error ? error.message : String(error);
  const absent = /Cannot find (package|module) '@tensorflow\/tfjs-node'/.test(message);
  return new BackendError(absent ? '@tensorflow/tfjs-node is not installed' : '@tensorflow/tfjs-node is installed, but its binary does not load', {
    where: 'tfjs:node',
    got: message.split('\n')[0],
    expected: 'the package @tensorflow/tfjs-node with its binary, which holds libtensorflow',
    next: 'run `npm install @tensorflow/tfjs-node` (in a clone of chainrule: `npm run setup:tfjs-node`), or choose tfjs:wasm, which needs nothing more',
  }, { cause: error });
}
