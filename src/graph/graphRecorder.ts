import { ChainruleError, ShapeError, located } from '../errors.ts';
import type { Graph, GraphNode, TensorType } from '../tensor/graph.ts';
import { inferType } from '../tensor/inference.ts';
import type { InputSource, Operation, OperationTable } from '../tensor/operations.ts';
import type { RecordedOperation, Recorder } from '../tensor/recorder.ts';
import { Tensor } from '../tensor/tensor.ts';
import type { Tensors } from '../tensor/tensor.ts';

/** Appends the operations that are called on its tensors to a list of nodes, and makes a Graph of them. */
export class GraphRecorder implements Recorder {
  readonly depth: number;
  private readonly nodes: GraphNode[] = [];
  private readonly operations: RecordedOperation[] = [];
  private readonly adopted = new Map<Tensor, Tensor>();
  private readonly captured: Tensor[] = [];
  private readonly parent: GraphRecorder | undefined;
  private path = '';

  /** With a parent, the recording is nested: operands from outside become inputs, listed by `captures`. */
  constructor(parent?: GraphRecorder) {
    this.parent = parent;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    this.path = parent?.path ?? '';
  }

  record<K extends Operation>(op: K, inputs: readonly Tensor[], attributes: OperationTable[K]): Tensor {
    const operands = inputs.map(input => this.adopt(input));
    const type = this.at(this.path, () => inferType(op, operands, attributes));
    const node = { op, inputs: operands.map(operand => operand.id), attributes, path: this.path, ...pick(type) };
    this.nodes.push(node as GraphNode);
    this.operations.push({ op, inputs: operands, attributes });
    return new Tensor(this, this.nodes.length - 1, type);
  }

  operationOf({ recorder, id }: Tensor): RecordedOperation {
    const operation = recorder === this ? this.operations[id] : undefined;
    if (operation === undefined) throw new Error(`tensor ${id} is not of this recording`);
    return operation;
  }

  graphOf(inputs: readonly TensorType[], build: (inputs: readonly Tensor[]) => Tensors): Graph {
    const inner = new GraphRecorder();
    return inner.graph(build(inputs.map((type, index) => inner.input({ from: 'feed', name: String(index) }, type))));
  }

  /** An input of the graph. */
  input(source: InputSource, type: TensorType): Tensor {
    return this.record('input', [], { ...source, ...pick(type) });
  }

  /** Runs `work` with nodes recorded, and errors located, under `path`. */
  scoped<T>(path: string, work: () => T): T {
    const outer = this.path;
    this.path = path;
    try {
      return work();
    } catch (error) {
      throw error instanceof ChainruleError && error.details.where === undefined ? located(error, path) : error;
    } finally {
      this.path = outer;
    }
  }

  /** Tensors of enclosing recordings that this one used, in the order of the inputs `0`, `1`, … that stand for them. */
  get captures(): readonly Tensor[] {
    return this.captured;
  }

  /** A new input that stands for a tensor of an enclosing recording. */
  capture(tensor: Tensor): Tensor {
    const inner = this.input({ from: 'feed', name: String(this.captured.length) }, tensor);
    this.captured.push(tensor);
    if (!this.adopted.has(tensor)) this.adopted.set(tensor, inner);
    return inner;
  }

  /** The recorded graph with these names for its values. */
  graph(outputs: Readonly<Record<string, Tensor>>, assignments: Readonly<Record<string, Tensor>> = {}): Graph {
    return { nodes: [...this.nodes], outputs: this.ids(outputs), assignments: this.ids(assignments) };
  }

  private ids(tensors: Readonly<Record<string, Tensor>>): Record<string, number> {
    return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, this.adopt(tensor).id]));
  }

  private adopt(tensor: Tensor): Tensor {
    if (tensor.recorder === this) return tensor;
    const known = this.adopted.get(tensor);
    if (known !== undefined) return known;
    if (this.parent === undefined || tensor.recorder.depth >= this.depth) {
      throw new ShapeError('a tensor of another recording', { expected: 'tensors of the same step', next: 'do not keep tensors from one forward to the next' });
    }
    return this.capture(tensor);
  }

  private at<T>(path: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw located(error, path);
    }
  }
}

function pick({ shape, dtype }: TensorType): TensorType {
  return { shape, dtype };
}
