import { BackendError } from '../../errors.ts';
import { nodeModule } from '../../platform/node.ts';
import type * as onnxruntime from 'onnxruntime-node';
import { requireNode } from '../requireNode.ts';
import { notInstalled } from './notInstalled.ts';
import type { OnnxDevice } from './options.ts';
import { ProfileFile } from './profileFile.ts';
import { asyncProgram, sessionOptions, tensorsOf } from './runtime.ts';
import type { Fetches, OnnxTensors, Program, Runtime, TimeOperators } from './runtime.ts';

type Options = onnxruntime.InferenceSession.SessionOptions;

/** The session of the native binding, which computes before `run` returns. */
interface NativeSession {
  loadModel(buffer: ArrayBufferLike, byteOffset: number, byteLength: number, options: Options): void;
  run(feeds: OnnxTensors, fetches: Fetches, options: object): OnnxTensors;
  endProfiling(): void;
  dispose(): void;
}
type NativeSessions = new () => NativeSession;

/** Loads onnxruntime-node for a device. Throws a BackendError where the package is absent, or its build lacks the device. */
export async function loadNode(device: OnnxDevice, threads: number | undefined): Promise<Runtime> {
  requireNode(`onnx:${device}`, 'onnx:wasm');
  const onnx = await importNode(device);
  // What goes wrong is thrown; the runtime would print it as well.
  onnx.env.logLevel = 'fatal';
  requireDevice(onnx, device);
  const NativeSession = await nativeSessions();
  const taken = threads ?? usualThreads();
  const options: Options = {
    ...sessionOptions, ...waiting, executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'], ...(taken === undefined ? {} : { intraOpNumThreads: taken }),
  };
  return {
    device, threads: taken, version: onnx.env.versions.node ?? onnx.env.versions.common, fillsTensors: true, tensor: tensorsOf(onnx.Tensor),
    load: (model, _, timed) => (NativeSession === undefined ? onnx.InferenceSession.create(model, options).then(asyncProgram) : synchronousProgram(NativeSession, model, options, timed)),
  };
}

/** Threads sleep while they wait for work: where they spin and the machine has other work, a step takes up to three times as long. */
const waiting = { extra: { session: { intra_op: { allow_spinning: '0' } } } };

/** Two processors are mostly the halves of one core, on which a second thread costs more than it gains; of more, ONNX Runtime takes one a core. */
function usualThreads(): number | undefined {
  return nodeModule('node:os').availableParallelism() <= 2 ? 1 : undefined;
}

async function importNode(device: OnnxDevice): Promise<typeof onnxruntime> {
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    throw notInstalled(device, error);
  }
}

function requireDevice({ listSupportedBackends }: typeof onnxruntime, device: OnnxDevice): void {
  const names = listSupportedBackends().map(({ name }) => name);
  if (names.includes(device)) return;
  throw new BackendError(`the installed onnxruntime-node has no device ${device}`, {
    where: `onnx:${device}`, got: `a build with ${names.join(', ')}`, expected: `one with ${device}`,
    next: 'choose onnx:cpu; cuda comes on Linux with `npm install onnxruntime-node --onnxruntime-node-install=cuda12`, coreml on macOS, dml on Windows',
  });
}

/**
 * The constructor of native sessions, which the package does not document: its documented one wraps each run in a turn of the event loop, which costs more
 * than a small step. Undefined where it is not found as it is known; the documented one is used then.
 */
async function nativeSessions(): Promise<NativeSessions | undefined> {
  try {
    const { binding, initOrt } = await import('onnxruntime-node/dist/binding.js');
    const found: unknown = binding.InferenceSession;
    if (!areNativeSessions(found)) return undefined;
    initOrt();
    return found;
  } catch {
    return undefined;
  }
}

function areNativeSessions(value: unknown): value is NativeSessions {
  const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
  return typeof prototype === 'object' && prototype !== null && ['loadModel', 'run', 'endProfiling', 'dispose'].every(method => typeof Reflect.get(prototype, method) === 'function');
}

function synchronousProgram(NativeSession: NativeSessions, model: Uint8Array, options: Options, timed: TimeOperators | undefined): Program {
  const session = new NativeSession();
  const profile = timed && new ProfileFile();
  session.loadModel(model.buffer, model.byteOffset, model.byteLength, { ...options, ...profile?.options });
  const none = {};
  return {
    run: (feeds, fetches) => session.run(feeds, fetches, none),
    release() {
      if (profile !== undefined) {
        session.endProfiling();
        timed?.(profile.take());
      }
      session.dispose();
    },
  };
}
