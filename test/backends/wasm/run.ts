import { emitKernel } from '../../../src/backends/wasm/emitKernel.ts';
import { instantiate } from '../../../src/backends/wasm/instantiate.ts';
import { itemAt } from '../../../src/backends/typescript/itemAt.ts';
import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import { fusedRegions } from '../../../src/graph/regions.ts';
import { rootsOf } from '../../../src/graph/roots.ts';
import type { DType, HostArray } from '../../../src/tensor/dtype.ts';
import type { Graph } from '../../../src/tensor/graph.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';

export interface Given {
  readonly shape: Shape;
  readonly values: ArrayLike<number>;
  readonly dtype?: DType;
}

export interface RunOptions {
  /** An output and the input whose memory it takes. */
  readonly over?: readonly [output: string, input: number];
  /** The kernels run so often. */
  readonly times?: number;
  /** False where the module's memory has no room for what kernels would write beside their arrays. */
  readonly scratch?: boolean;
}

const memory = new WebAssembly.Memory({ initial: 512 });
const guard = 0x5a;

/** The outputs of a function of symbolic tensors, all of it computed by generated kernels; throws where one has no WebAssembly form, or writes outside its array. */
export function run(inputs: readonly Given[], f: (...tensors: Tensor[]) => Readonly<Record<string, Tensor>>, { over, times = 1, scratch = true }: RunOptions = {}): Readonly<Record<string, number[]>> {
  const recorder = new GraphRecorder();
  const tensors = inputs.map(({ shape, dtype = 'float' }, i) => recorder.input({ from: 'feed', name: String(i) }, { shape, dtype }));
  const graph = recorder.graph(f(...tensors));
  const arrays = placed(graph, over === undefined ? undefined : [itemAt(Object.values(graph.outputs), Object.keys(graph.outputs).indexOf(over[0])), itemAt(tensors, over[1]).id]);
  inputs.forEach(({ values }, i) => itemAt(arrays, itemAt(tensors, i).id).set(values));
  const takeScratch = scratchOf(arrays);
  const kernels = fusedRegions(graph).map(region => {
    const emitted = emitKernel(graph, region, id => itemAt(arrays, id), bytes => (scratch ? takeScratch(bytes) : undefined));
    if (emitted === undefined) throw new Error(`no WebAssembly form of ${region.nodes.map(id => graph.nodes[id]?.op).join(', ')}`);
    return emitted;
  });
  const [call] = instantiate([kernels], memory);
  for (let i = 0; i < times; i++) call?.();
  requireGuards(arrays);
  return Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, [...itemAt(arrays, id)]]));
}

/** One output, `y`. */
export function evaluate(inputs: readonly Given[], f: (...tensors: Tensor[]) => Tensor, options: RunOptions = {}): readonly number[] {
  return run(inputs, (...tensors) => ({ y: f(...tensors) }), options)['y'] ?? [];
}

/** Arrays of all nodes in the memory, each behind guarded bytes; one of them may take the memory of another. */
function placed({ nodes, outputs, assignments }: Graph, over: readonly [number, number] | undefined): readonly HostArray[] {
  const roots = rootsOf({ nodes, outputs, assignments });
  const bytes = new Uint8Array(memory.buffer);
  let reached = 64;
  const arrays: HostArray[] = [];
  nodes.forEach(({ dtype, shape, op }, id) => {
    const root = id === over?.[0] ? over[1] : itemAt(roots, id);
    if (root !== id) return void arrays.push(itemAt(arrays, root));
    const size = sizeOf(shape);
    const array = dtype === 'int32' ? new Int32Array(memory.buffer, reached, size) : dtype === 'bool' ? new Uint8Array(memory.buffer, reached, size) : new Float32Array(memory.buffer, reached, size);
    const end = reached + Math.ceil(array.byteLength / 64) * 64 + 64;
    if (end > bytes.length) throw new Error('the memory of the tests is too small');
    bytes.fill(guard, reached, end);
    reached = end;
    if (op === 'constant') array.set(nodes[id]?.op === 'constant' ? nodes[id].attributes.values : []);
    arrays.push(array);
  });
  return arrays;
}

/** Memory behind the arrays, with what an earlier test left in it. */
function scratchOf(arrays: readonly HostArray[]): (bytes: number) => number {
  let reached = Math.ceil((Math.max(0, ...arrays.map(({ byteOffset, byteLength }) => byteOffset + byteLength)) + 65) / 64) * 64;
  return bytes => {
    const start = reached;
    reached += Math.ceil(bytes / 64) * 64;
    new Uint8Array(memory.buffer).fill(guard, start, reached);
    return start;
  };
}

function requireGuards(arrays: readonly HostArray[]): void {
  const bytes = new Uint8Array(memory.buffer);
  for (const { byteOffset, byteLength } of arrays) {
    for (let at = byteOffset + byteLength; at < Math.ceil((byteOffset + byteLength + 1) / 64) * 64; at++) {
      if (bytes[at] !== guard) throw new Error(`a kernel wrote ${at - byteOffset - byteLength + 1} bytes behind an array`);
    }
  }
}
