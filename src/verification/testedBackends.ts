import type { Backend } from '../backends/backend.ts';
import { typescriptBackend } from '../backends/typescript/typescriptBackend.ts';
import { createRegistry } from '../plugins/createRegistry.ts';

/** A backend to test on, or the reason why it cannot be. */
export interface TestedBackend {
  readonly name: string;
  readonly backend?: Backend;
  readonly missing?: string;
}

/** The backends of the framework by the names that a config selects them by. */
export const backendNames = ['typescript', 'wasm', 'native', 'onnx:cpu', 'onnx:wasm', 'tfjs:cpu', 'tfjs:wasm', 'tfjs:node'] as const;

/** Loads backends. One that is not installed stays in the list, with the reason, so that its checks are listed as skipped. */
export function testedBackends(names: readonly string[] = backendNames): Promise<readonly TestedBackend[]> {
  return Promise.all(names.map(load));
}

/** The `typescript` backend in float64: what all others are compared with. */
export function oracle(): Backend {
  return typescriptBackend({ precision: 'float64' });
}

/** The backends of a contract that names none: `typescript`, which is always there. */
export const defaultBackends: readonly TestedBackend[] = [{ name: 'typescript', backend: typescriptBackend() }];

async function load(name: string): Promise<TestedBackend> {
  try {
    return { name, backend: await createRegistry([]).create('backend', name) };
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    return { name, missing: reason ?? 'it does not load' };
  }
}
