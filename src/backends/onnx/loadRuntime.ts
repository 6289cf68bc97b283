import { BackendError } from '../../errors.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { encodeStep } from './onnxModel.ts';
import type { OnnxDevice } from './options.ts';
import type { Runtime } from './runtime.ts';

/** Loads ONNX Runtime for a device, at the first use, and runs a model of one operator to see that it computes. Throws a BackendError where it does not. */
export async function loadRuntime(device: OnnxDevice, threads: number | undefined): Promise<Runtime> {
  const web = device === 'wasm' || device === 'webgpu';
  const runtime = web ? await (await import('./loadWeb.ts')).loadWeb(device, threads) : await (await import('./loadNode.ts')).loadNode(device, threads);
  try {
    await tryOut(runtime);
  } catch (error) {
    throw new BackendError(`ONNX Runtime does not start on its device ${device}`, {
      where: `onnx:${device}`, got: error instanceof Error ? error.message.split('\n')[0] : String(error), next: web ? 'choose onnx:cpu or typescript' : 'choose onnx:cpu, onnx:wasm or typescript',
    }, { cause: error });
  }
  return runtime;
}

async function tryOut({ load, tensor, fillsTensors }: Runtime): Promise<void> {
  const builder = new GraphBuilder();
  const type = { shape: [1], dtype: 'float' } as const;
  builder.output('y', builder.node('Neg', [builder.input('x', type)]), type);
  const program = await load(encodeStep(builder), []);
  const given = tensor(Float32Array.of(1), type, 'linked');
  const { y } = await program.run({ x: given }, { y: fillsTensors ? tensor(Float32Array.of(0), type, 'kept') : null });
  const [first] = y === undefined ? [] : ((await y.getData()) as Float32Array);
  given.dispose();
  y?.dispose();
  program.release();
  if (first !== -1) throw new Error(`it takes the negative of 1 for ${first}`);
}
