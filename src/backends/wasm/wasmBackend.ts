import { BackendError } from '../../errors.ts';
import type { Backend } from '../backend.ts';
import { gapsOf } from '../typescript/kernels.ts';
import { openSession } from '../typescript/session.ts';
import { FunctionBody } from './functionBody.ts';
import { instantiate } from './instantiate.ts';
import { wasmMachine } from './wasmMachine.ts';

/**
 * Executes graphs in WebAssembly that is generated for each graph, four floats at a time, in Node and in browsers, with no dependency. The plan of a step is that of `typescript`, whose
 * kernels compute what has no WebAssembly form. Throws a BackendError where WebAssembly with SIMD does not run.
 */
export function wasmBackend(): Backend {
  requireSimd();
  return { name: 'wasm', precision: 'float32', gaps: gapsOf, open: state => openSession(state, wasmMachine('wasm', state)) };
}

/** A module with one vector in it is accepted, compiled and allowed. */
function requireSimd(): void {
  const body = new FunctionBody();
  body.constant(0);
  try {
    instantiate([[body]], new WebAssembly.Memory({ initial: 1 }));
  } catch (error) {
    throw new BackendError('WebAssembly with SIMD does not run here', {
      where: 'wasm', got: error instanceof Error ? error.message : String(error),
      expected: 'Node, or a browser of 2023 or later, in a page whose content security policy allows `wasm-unsafe-eval`', next: 'choose the backend typescript, which runs everywhere',
    });
  }
}
