import { tfjsBackend } from '../../../src/backends/tfjs/tfjsBackend.ts';
import { loadRuntime } from '../../../src/backends/tfjs/loadRuntime.ts';
import type { Backend } from '../../../src/backends/backend.ts';
import type { Runtime, TfjsDevice } from '../../../src/backends/tfjs/runtime.ts';

/** A device to test on, or the reason why it cannot be. */
export interface TestedDevice {
  readonly device: TfjsDevice;
  readonly title: string;
  readonly missing: boolean;
  backend(): Backend;
  runtime(): Runtime;
}

async function tested(device: TfjsDevice): Promise<TestedDevice> {
  try {
    const [backend, runtime] = [await tfjsBackend({ device }), await loadRuntime(device)];
    return { device, title: `tfjs:${device}`, missing: false, backend: () => backend, runtime: () => runtime };
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    if (device !== 'node') throw error;
    const absent = (): never => { throw new Error(reason, { cause: error }); };
    return { device, title: `tfjs:${device} (skipped: ${reason})`, missing: true, backend: absent, runtime: absent };
  }
}

/** Every device; `node` is missing where its binary is. */
export const devices: readonly TestedDevice[] = [await tested('cpu'), await tested('wasm'), await tested('node')];
