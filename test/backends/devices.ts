import { createRequire } from 'node:module';

/** The tf.js devices that this machine can run, with the reason for those that it cannot. */
export const devices: readonly { readonly device: 'cpu' | 'wasm' | 'node'; readonly missing: string | undefined }[] = [
  { device: 'cpu', missing: undefined },
  { device: 'wasm', missing: undefined },
  { device: 'node', missing: nodeBinary() },
];

function nodeBinary(): string | undefined {
  try {
    createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node');
    return undefined;
  } catch {
    return 'the binary of @tensorflow/tfjs-node is missing: npm run setup:tfjs-node';
  }
}
