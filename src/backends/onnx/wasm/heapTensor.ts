import type { TensorType } from '../../../tensor/graph.ts';
import type { Float32HostArray } from '../../hostArray.ts';
import { dataTypes } from '../onnxProto.ts';
import type { OnnxTensor } from '../runtime.ts';
import { made } from './ortModule.ts';
import type { OrtModule } from './ortModule.ts';

const onCpu = 1;

/** A tensor in the memory of WebAssembly. Where it is linked to a host array, it is filled from that before a run, or fills it after one. */
export class HeapTensor implements OnnxTensor {
  readonly location = 'cpu';
  readonly handle: number;
  private readonly module: OrtModule;
  private readonly address: number;
  private readonly host: Float32HostArray;
  private readonly linked: boolean;
  private view: Float32HostArray;
  private disposed = false;

  constructor(module: OrtModule, host: Float32HostArray, { shape, dtype }: TensorType, linked: boolean) {
    this.module = module;
    this.host = host;
    this.linked = linked;
    this.address = made(module, module._malloc(Math.max(host.byteLength, 1)));
    const stack = module.stackSave();
    const dimensions = module.stackAlloc(4 * shape.length);
    module.HEAPU32.set(shape, dimensions / 4);
    this.handle = made(module, module._OrtCreateTensor(dataTypes[dtype], this.address, host.byteLength, dimensions, shape.length, onCpu));
    module.stackRestore(stack);
    this.view = this.viewNow();
    this.view.set(host);
  }

  /** The values; memory that has grown since is looked at anew. */
  get data(): Float32HostArray {
    if (this.view.buffer !== this.module.HEAPU8.buffer) this.view = this.viewNow();
    return this.view;
  }

  getData(): Promise<Float32HostArray> {
    return Promise.resolve(this.data);
  }

  /** Takes the values of the host array, if it is linked to one. */
  fill(): void {
    if (this.linked) this.data.set(this.host);
  }

  /** Gives the host array the values, if it is linked to one. */
  empty(): void {
    if (this.linked) this.host.set(this.data);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.module._OrtReleaseTensor(this.handle);
    this.module._free(this.address);
  }

  private viewNow(): Float32HostArray {
    const View = this.host.constructor as new (buffer: ArrayBufferLike, offset: number, length: number) => Float32HostArray;
    return new View(this.module.HEAPU8.buffer, this.address, this.host.length);
  }
}
