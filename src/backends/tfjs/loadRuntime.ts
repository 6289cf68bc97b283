import { BackendError } from '../../errors.ts';
import { inNode } from '../../platform/node.ts';
import type { Runtime, TensorFlow, TfjsDevice } from './runtime.ts';

interface DeviceLoader {
  readonly engineName: string;
  /** Loads what registers the device with tf.js, and makes its start synchronous. */
  load(tf: TensorFlow): Promise<void>;
}

const loaders: Readonly<Record<TfjsDevice, DeviceLoader>> = {
  cpu: { engineName: 'cpu', load: async () => {} },
  wasm: { engineName: 'wasm', load: loadWasm },
  node: { engineName: 'tensorflow', load: async () => (await import('./loadNode.ts')).loadNode() },
  webgl: { engineName: 'webgl', load: async () => requireWebGl() },
};

/** One load after the other: each changes a flag of the process-wide engine for as long as it takes. */
let lastLoad: Promise<unknown> = Promise.resolve();

/** Loads tf.js and the packages of a device, at the first use. Throws a BackendError where they are not installed or do not start. */
export function loadRuntime(device: TfjsDevice): Promise<Runtime> {
  const load = lastLoad.then(() => loadDevice(device));
  lastLoad = load.catch(() => {});
  return load;
}

async function loadDevice(device: TfjsDevice): Promise<Runtime> {
  const tf = await loadTensorFlow();
  const { engineName, load } = loaders[device];
  return quietly(tf, async () => {
    await load(tf);
    if (!(await tf.setBackend(engineName))) throw new BackendError(`tf.js could not start its device ${device}`, { where: `tfjs:${device}` });
    tf.scalar(0).dispose();
    return { tf, device, engineName };
  });
}

async function loadTensorFlow(): Promise<TensorFlow> {
  const module = await import('@tensorflow/tfjs');
  return 'default' in module ? module.default : module;
}

/**
 * Runs `work` with tf.js's advice on the console off: it greets Node at the first tensor of device cpu, and warns of packages loaded twice.
 * Production mode is tf.js's switch for that; it is put back as it was.
 */
async function quietly<T>(tf: TensorFlow, work: () => Promise<T>): Promise<T> {
  const before = tf.env().getBool('PROD');
  tf.env().set('PROD', true);
  try {
    return await work();
  } finally {
    tf.env().set('PROD', before);
  }
}

function requireWebGl(): void {
  if (!inNode()) return;
  throw new BackendError('there is no WebGL here', { where: 'tfjs:webgl', got: 'Node', expected: 'a browser', next: 'choose tfjs:node, tfjs:wasm or tfjs:cpu' });
}

/**
 * WebAssembly starts asynchronously, and until it has, tf.js refuses work on every other device. So the instance is awaited here, outside the engine,
 * and registered in place of its factory.
 */
async function loadWasm(tf: TensorFlow): Promise<void> {
  await import('@tensorflow/tfjs-backend-wasm');
  const factory = tf.findBackendFactory('wasm');
  if (factory === null || 'wasm' in tf.engine().registry) return;
  const instance = await factory();
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', () => instance);
}
