import { BackendError } from '../../errors.ts';
import type { OnnxDevice } from './options.ts';

/** Says what to install, for a package that is absent and for one that does not load. */
export function notInstalled(device: OnnxDevice, error: unknown): BackendError {
  const name = device === 'wasm' || device === 'webgpu' ? 'onnxruntime-web' : 'onnxruntime-node';
  const message = error instanceof Error ? error.message : String(error);
  const absent = new RegExp(`Cannot find (package|module) '${name}`).test(message);
  return new BackendError(absent ? `${name} is not installed` : `${name} is installed, but does not load`, {
    where: `onnx:${device}`, got: message.split('\n')[0], expected: `the package ${name}`,
    next: `run \`npm install ${name}\`, or choose the backend wasm, which needs nothing more`,
  }, { cause: error });
}
