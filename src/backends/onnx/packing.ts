import type { DType } from '../../tensor/dtype.ts';
import type { NodeOf, TensorType } from '../../tensor/graph.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import { inputName } from './ports.ts';
import type { Place, Port, Ports } from './ports.ts';
import { reshape } from './structural.ts';

/** A value that goes out, by its name in our graph and in the model. */
interface Result extends TensorType {
  readonly name: string;
  readonly value: string;
}

/** Inputs of the model, and the name that each input of our graph has inside it. */
export function unpackInputs(builder: GraphBuilder, nodes: readonly NodeOf<'input'>[], packed: boolean): { readonly ports: Ports; readonly values: ReadonlyMap<string, string> } {
  const named = nodes.map(node => ({ name: inputName(node), shape: node.shape, dtype: node.dtype }));
  const ports = packed ? packedPorts('given', named) : separatePorts(named, name => name);
  for (const port of ports.tensors) builder.input(port.onnxName, port);
  const values = packed ? ports.tensors.flatMap(port => unpack(builder, port, ports.places)) : named.map(({ name }) => [name, name] as const);
  return { ports, values: new Map(values) };
}

/** Outputs of the model. */
export function packOutputs(builder: GraphBuilder, results: readonly Result[], packed: boolean): Ports {
  const ports = packed ? packedPorts('outputs', results) : separatePorts(results, name => `output ${name}`);
  const values = new Map(results.map(({ name, value }) => [name, value]));
  for (const port of ports.tensors) {
    const own = ports.places.filter(({ onnxName }) => onnxName === port.onnxName).map(({ name }) => values.get(name) ?? '');
    builder.output(port.onnxName, packed ? joined(builder, own) : own[0] ?? '', port);
  }
  return ports;
}

function unpack(builder: GraphBuilder, { onnxName }: Port, places: readonly Place[]): readonly (readonly [string, string])[] {
  const own = places.filter(place => place.onnxName === onnxName);
  const sizes = own.map(({ shape }) => sizeOf(shape));
  const pieces = own.length === 1 ? [onnxName] : builder.nodeOf(own.length, 'Split', [onnxName, builder.int64s(sizes)], { axis: { i: 0 } });
  return own.map(({ name, shape }, index) => [name, shape.length === 1 ? pieces[index] ?? '' : reshape(builder, pieces[index] ?? '', shape)] as const);
}

function joined(builder: GraphBuilder, values: readonly string[]): string {
  const flat = values.map(value => reshape(builder, value, [-1]));
  return flat.length === 1 ? flat[0] ?? '' : builder.node('Concat', flat, { axis: { i: 0 } });
}

function separatePorts(named: readonly (TensorType & { readonly name: string })[], onnxName: (name: string) => string): Ports {
  const places = named.map(({ name, shape, dtype }) => ({ name, shape, dtype, onnxName: onnxName(name), first: 0 }));
  return { places, tensors: places };
}

/** One tensor for all values of a dtype. */
function packedPorts(kind: string, named: readonly (TensorType & { readonly name: string })[]): Ports {
  const totals = new Map<DType, number>();
  const places = named.map(({ name, shape, dtype }): Place => {
    const first = totals.get(dtype) ?? 0;
    totals.set(dtype, first + sizeOf(shape));
    return { name, shape, dtype, onnxName: `${kind} ${dtype}`, first };
  });
  return { places, tensors: [...totals].map(([dtype, total]) => ({ onnxName: `${kind} ${dtype}`, dtype, shape: [total] })) };
}
