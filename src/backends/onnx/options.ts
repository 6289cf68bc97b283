/** Where ONNX Runtime computes: `cpu`, `cuda`, `coreml` and `dml` in onnxruntime-node, `wasm` and `webgpu` in onnxruntime-web. */
export type OnnxDevice = 'cpu' | 'wasm' | 'webgpu' | 'cuda' | 'coreml' | 'dml';

/** How many steps one call takes: a number, or as many as pay for the graph. */
export type Unroll = 'auto' | number;

export interface OnnxOptions {
  readonly device: OnnxDevice;
  /** Threads that one operator may use; as many as ONNX Runtime thinks best if left out. */
  readonly threads?: number | undefined;
  /** Steps that one call takes, where so many are left; `auto` takes as many as pay for the graph. */
  readonly unroll?: Unroll;
}
