import protobuf from 'protobufjs/minimal.js';

/**
 * The messages of onnx.proto that a model in memory needs, and their encoding. Field numbers and types are those of
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */
export interface ModelProto {
  readonly irVersion: number;
  readonly producerName: string;
  readonly graph: GraphProto;
  readonly opsetImport: readonly OperatorSetIdProto[];
}

export interface OperatorSetIdProto {
  readonly domain: string;
  readonly version: number;
}

export interface GraphProto {
  readonly node: readonly NodeProto[];
  readonly name: string;
  readonly initializer: readonly TensorProto[];
  readonly input: readonly ValueInfoProto[];
  readonly output: readonly ValueInfoProto[];
}

export interface NodeProto {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly name: string;
  readonly opType: string;
  readonly attribute: readonly AttributeProto[];
  readonly domain?: string;
}

export interface AttributeProto {
  readonly name: string;
  readonly f?: number;
  readonly i?: number;
  readonly s?: string;
  readonly t?: TensorProto;
  readonly g?: GraphProto;
  readonly ints?: readonly number[];
  readonly type: number;
}

export interface TensorProto {
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly name: string;
  /** The elements, little-endian, row-major. */
  readonly rawData: Uint8Array;
}

export interface ValueInfoProto {
  readonly name: string;
  readonly type: { readonly tensorType: { readonly elemType: number; readonly shape: { readonly dim: readonly { readonly dimValue: number }[] } } };
}

/** `AttributeProto.AttributeType`. */
export const attributeTypes = { f: 1, i: 2, s: 3, t: 4, g: 5, ints: 7 } as const;

/** `TensorProto.DataType`. */
export const dataTypes = { float: 1, int32: 6, int64: 7, bool: 9, double: 11 } as const;

type Scalar = 'int64' | 'int32' | 'float' | 'string' | 'bytes';
type Field = readonly [number: number, kind: Scalar | Message];
type Message = keyof typeof messages;

const messages = {
  model: { irVersion: [1, 'int64'], producerName: [2, 'string'], graph: [7, 'graph'], opsetImport: [8, 'operatorSetId'] },
  operatorSetId: { domain: [1, 'string'], version: [2, 'int64'] },
  graph: { node: [1, 'node'], name: [2, 'string'], initializer: [5, 'tensor'], input: [11, 'valueInfo'], output: [12, 'valueInfo'] },
  node: { input: [1, 'string'], output: [2, 'string'], name: [3, 'string'], opType: [4, 'string'], attribute: [5, 'attribute'], domain: [7, 'string'] },
  attribute: { name: [1, 'string'], f: [2, 'float'], i: [3, 'int64'], s: [4, 'string'], t: [5, 'tensor'], g: [6, 'graph'], ints: [8, 'int64'], type: [20, 'int32'] },
  tensor: { dims: [1, 'int64'], dataType: [2, 'int32'], name: [8, 'string'], rawData: [9, 'bytes'] },
  valueInfo: { name: [1, 'string'], type: [2, 'type'] },
  type: { tensorType: [1, 'tensorType'] },
  tensorType: { elemType: [1, 'int32'], shape: [2, 'tensorShape'] },
  tensorShape: { dim: [1, 'dimension'] },
  dimension: { dimValue: [1, 'int64'] },
} as const;

const wireTypes: Readonly<Record<Scalar, number>> = { int64: 0, int32: 0, float: 5, string: 2, bytes: 2 };

/** The bytes of a model. */
export function encodeModel(model: ModelProto): Uint8Array {
  return writeMessage(protobuf.Writer.create(), 'model', model).finish();
}

function writeMessage(writer: protobuf.Writer, message: Message, value: object): protobuf.Writer {
  const given = new Map<string, unknown>(Object.entries(value));
  for (const [name, field] of Object.entries<Field>(messages[message])) {
    const own = given.get(name);
    if (own === undefined) continue;
    for (const item of Array.isArray(own) ? own : [own]) writeField(writer, field, item);
  }
  return writer;
}

function writeField(writer: protobuf.Writer, [number, kind]: Field, value: unknown): void {
  if (kind in messages) {
    writeMessage(writer.uint32((number << 3) | 2).fork(), kind as Message, value as object).ldelim();
    return;
  }
  const scalar = kind as Scalar;
  writer.uint32((number << 3) | wireTypes[scalar]);
  (writer[scalar] as (value: unknown) => protobuf.Writer).call(writer, value);
}
