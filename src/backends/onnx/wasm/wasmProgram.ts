import { inNode } from '../../../platform/node.ts';
import type { Fetches, OnnxTensor, OnnxTensors, Program, TimeOperators } from '../runtime.ts';
import { HeapTensor } from './heapTensor.ts';
import { check, made } from './ortModule.ts';
import type { OrtModule } from './ortModule.ts';
import { printedTimes } from './printedTimes.ts';

/** A session of ONNX Runtime's WebAssembly, called without a promise. */
export class WasmProgram implements Program {
  private readonly module: OrtModule;
  private readonly session: number;
  private readonly timed: TimeOperators | undefined;
  private ports: { readonly inputs: PortList; readonly outputs: PortList } | undefined;

  /** `timed` is told the times of the operators when it is released, in Node; a browser has the runtime print them on its console. */
  constructor(module: OrtModule, model: Uint8Array, timed?: TimeOperators) {
    this.module = module;
    this.timed = inNode() ? timed : undefined;
    const bytes = made(module, module._malloc(model.byteLength));
    module.HEAPU8.set(model, bytes);
    const options = createOptions(module, this.timed !== undefined);
    try {
      this.session = made(module, module._OrtCreateSession(bytes, model.byteLength, options));
    } finally {
      module._OrtReleaseSessionOptions(options);
      module._free(bytes);
    }
  }

  run(feeds: OnnxTensors, fetches: Fetches): OnnxTensors {
    const { module } = this;
    this.ports ??= { inputs: new PortList(module, Object.keys(feeds)), outputs: new PortList(module, Object.keys(fetches)) };
    const { inputs, outputs } = this.ports;
    inputs.set(feeds, tensor => tensor.fill());
    outputs.set(fetches, () => {});
    check(module, module._OrtRun(this.session, inputs.names, inputs.values, inputs.count, outputs.names, outputs.count, outputs.values, 0));
    const results: OnnxTensors = {};
    for (const [name, tensor] of Object.entries(fetches)) {
      const own = heapTensor(name, tensor);
      own.empty();
      results[name] = own;
    }
    return results;
  }

  release(): void {
    this.timed?.(printedTimes(this.module, this.session));
    this.module._OrtReleaseSession(this.session);
    this.ports?.inputs.free();
    this.ports?.outputs.free();
  }
}

/** Names of inputs or outputs in WebAssembly's memory, and room for the handles of their tensors. */
class PortList {
  readonly names: number;
  readonly values: number;
  readonly count: number;
  private readonly module: OrtModule;
  private readonly keys: readonly string[];
  private readonly texts: readonly number[];

  constructor(module: OrtModule, keys: readonly string[]) {
    this.module = module;
    this.keys = keys;
    this.count = keys.length;
    this.texts = keys.map(key => textAt(module, key));
    this.names = module._malloc(4 * keys.length);
    this.values = module._malloc(4 * keys.length);
    module.HEAPU32.set(this.texts, this.names / 4);
  }

  set(tensors: Fetches, visit: (tensor: HeapTensor) => void): void {
    const handles = this.module.HEAPU32;
    for (let at = 0; at < this.keys.length; at++) {
      const key = this.keys[at] ?? '';
      const tensor = heapTensor(key, tensors[key]);
      visit(tensor);
      handles[this.values / 4 + at] = tensor.handle;
    }
  }

  free(): void {
    for (const address of [...this.texts, this.names, this.values]) this.module._free(address);
  }
}

function textAt(module: OrtModule, text: string): number {
  const bytes = module.lengthBytesUTF8(text) + 1;
  const address = module._malloc(bytes);
  module.stringToUTF8(text, address, bytes);
  return address;
}

/** What `sessionOptions` says, in numbers. */
function createOptions(module: OrtModule, profiling: boolean): number {
  const [allOptimizations, sequential, errorsAlone] = [99, 0, 3];
  return made(module, module._OrtCreateSessionOptions(allOptimizations, true, true, sequential, profiling, 0, 0, errorsAlone, 0, 0));
}

function heapTensor(name: string, tensor: OnnxTensor | null | undefined): HeapTensor {
  if (tensor instanceof HeapTensor) return tensor;
  throw new Error(`${name} is no tensor in WebAssembly's memory`);
}
