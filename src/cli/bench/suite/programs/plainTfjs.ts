import { loadRuntime } from '../../../../backends/tfjs/loadRuntime.ts';
import type { TensorFlow, TfjsDevice } from '../../../../backends/tfjs/runtime.ts';
import type { CreateWorkload } from '../protocol.ts';
import { plainTfjsSteps } from './plainTfjsSteps.ts';
import { tfjsWasmThreads } from './tfjsWasmThreads.ts';

type MeasuredDevice = Exclude<TfjsDevice, 'webgl'>;

const threadsOf: Readonly<Record<MeasuredDevice, (told: number) => number | Promise<number>>> = { cpu: () => 1, wasm: tfjsWasmThreads, node: told => told };

/** tf.js without us, on one of its devices; only the loading is shared with our backend. */
export const create: CreateWorkload = async ({ row, threads, options }, data) => {
  const device = options['device'] as MeasuredDevice;
  const { tf } = await loadRuntime(device);
  return { run: plainTfjsSteps(tf, row, data), threads: await threadsOf[device](threads), versions: nativeVersion(tf, device) };
};

function nativeVersion(tf: TensorFlow, device: TfjsDevice): Record<string, string> {
  const backend = tf.backend() as { readonly binding?: { readonly TF_Version?: string } };
  return device === 'node' ? { libtensorflow: backend.binding?.TF_Version ?? 'unknown' } : {};
}
