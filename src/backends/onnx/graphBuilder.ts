import type { DType } from '../../tensor/dtype.ts';
import type { TensorType } from '../../tensor/graph.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { Shape } from '../../tensor/shape.ts';
import { attributeTypes, dataTypes } from './onnxProto.ts';
import type { AttributeProto, GraphProto, NodeProto, TensorProto, ValueInfoProto } from './onnxProto.ts';
import { withNames } from './withNames.ts';

/** The value of an attribute, by its kind: `{ i: 1 }` an integer, `{ f: 1 }` a float, `{ s }` a string, `{ ints }`, `{ g }` a graph. */
export type Attribute = { readonly i: number } | { readonly f: number } | { readonly s: string } | { readonly ints: readonly number[] } | { readonly g: GraphProto };

export type Attributes = Readonly<Record<string, Attribute>>;

type ElementType = DType | 'int64';

/** Constants up to this many bytes are kept once, however often they are needed. */
const largestShared = 1024;

/** Collects the nodes of an ONNX graph. Values are named by the builder, no name twice, in inner graphs neither. */
export class GraphBuilder {
  private readonly nodes: NodeProto[] = [];
  private readonly initializers = new Map<string, TensorProto>();
  private readonly inputs: ValueInfoProto[] = [];
  private readonly outputs: ValueInfoProto[] = [];
  private readonly computed = new Set<string>();
  private readonly givenOut = new Map<string, string>();
  private readonly names: { count: number };
  /** Stands before the names of values: the path of the layer whose node is being lowered. */
  label = '';

  constructor(outer?: GraphBuilder) {
    this.names = outer?.names ?? { count: 0 };
  }

  /** Adds a node with one result and gives its name. */
  node(op: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const [result = ''] = this.nodeOf(1, op, inputs, attributes);
    return result;
  }

  /** Adds a node with several results. */
  nodeOf(results: number, op: string, inputs: readonly string[], attributes: Attributes = {}): readonly string[] {
    const output = Array.from({ length: results }, () => this.name(op));
    const attribute = Object.entries(attributes).map(([key, value]) => attributeProto(key, value));
    this.nodes.push({ input: inputs, output, name: output[0] ?? op, opType: op, attribute });
    for (const result of output) this.computed.add(result);
    return output;
  }

  /** Names a value that comes from outside. */
  input(name: string, type: TensorType): string {
    this.inputs.push(valueInfo(name, type));
    return name;
  }

  /** Gives a value out under a name of its own: it takes that name, or is copied where it has one already or is not computed here. */
  output(name: string, value: string, type: TensorType): void {
    const free = this.computed.has(value) && !this.givenOut.has(value);
    this.givenOut.set(free ? value : this.node('Identity', [value]), name);
    this.outputs.push(valueInfo(name, type));
  }

  /** A constant tensor. */
  tensor(values: ArrayLike<number>, shape: Shape, dtype: ElementType): string {
    const rawData = rawBytes(values, dtype);
    const key = rawData.length > largestShared ? this.name('large') : `${dtype} ${shape.join()} ${rawData.join()}`;
    const known = this.initializers.get(key);
    if (known !== undefined) return known.name;
    const name = this.name('constant');
    this.initializers.set(key, { dims: shape, dataType: dataTypes[dtype], name, rawData });
    return name;
  }

  scalar(value: number, dtype: ElementType = 'float'): string {
    return this.tensor([value], [], dtype);
  }

  int64s(values: readonly number[]): string {
    return this.tensor(values, [values.length], 'int64');
  }

  /** One value, repeated. */
  filled(value: number, shape: Shape, dtype: ElementType): string {
    return this.tensor(Array.from({ length: sizeOf(shape) }, () => value), shape, dtype);
  }

  /** The graph of what was added. */
  graph(name: string): GraphProto {
    return withNames({ node: this.nodes, name, initializer: [...this.initializers.values()], input: this.inputs, output: this.outputs }, this.givenOut);
  }

  /** A name that no other value has. */
  name(op: string): string {
    return `${this.label}${this.label === '' ? '' : '/'}${op}_${this.names.count++}`;
  }
}

function attributeProto(name: string, value: Attribute): AttributeProto {
  const [kind] = Object.keys(value) as (keyof typeof attributeTypes)[];
  return { name, ...value, type: attributeTypes[kind ?? 'i'] };
}

function valueInfo(name: string, { shape, dtype }: TensorType): ValueInfoProto {
  return { name, type: { tensorType: { elemType: dataTypes[dtype], shape: { dim: shape.map(dimValue => ({ dimValue })) } } } };
}

function rawBytes(values: ArrayLike<number>, dtype: ElementType): Uint8Array {
  switch (dtype) {
    case 'bool': return Uint8Array.from(values);
    case 'int64': return new Uint8Array(BigInt64Array.from(Array.from(values, BigInt)).buffer);
    case 'int32': return new Uint8Array(Int32Array.from(values).buffer);
    case 'float': return new Uint8Array(Float32Array.from(values).buffer);
  }
}
