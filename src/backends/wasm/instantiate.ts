import { elementwiseFunctions } from '../../tensor/elementwise.ts';
import { ByteWriter } from './byteWriter.ts';
import type { Emitted } from './emitKernel.ts';
import { FunctionBody, valueTypes } from './functionBody.ts';
import { hostFunctions } from './lanes.ts';
import type { HostFunction } from './lanes.ts';

/** Parts of a module, by the number that the binary format gives them. */
const sections = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const kinds = { function: 0x00, memory: 0x02 } as const;
const magic = [0x00, 0x61, 0x73, 0x6d];
const version = [1, 0, 0, 0];

/** Floats that a function takes; by this number its type stands in the module. One that takes any gives one back, as the host's functions do. */
const parameterCounts = [0, 1, 2];
const functionType = 0x60;
const kernelType = 0;

/**
 * Makes one module of all kernels over a memory. Each run becomes a function that calls its kernels in order.
 * Source: WebAssembly core specification 2.0, chapter 5 (W3C).
 */
export function instantiate(runs: readonly (readonly Emitted[])[], memory: WebAssembly.Memory): readonly (() => void)[] {
  const module = new WebAssembly.Module(encodeModule(runs));
  const { exports } = new WebAssembly.Instance(module, { host: { memory, ...hostTable } });
  return runs.map((_, index) => exports[nameOf(index)] as () => void);
}

const hostTable: Readonly<Record<HostFunction, (...values: number[]) => number>> = elementwiseFunctions;

/** The bytes of the module. */
export function encodeModule(runs: readonly (readonly Emitted[])[]): Uint8Array<ArrayBuffer> {
  const kernels = runs.flat();
  const firstRun = hostFunctions.length + kernels.length;
  const bodies = [...kernels, ...callers(runs)].map(body => body.encoded());
  const writer = new ByteWriter();
  writer.write([...magic, ...version]);
  section(writer, sections.type, own => own.list(parameterCounts, count => writeType(own, count)));
  section(writer, sections.import, own => own.list(['memory' as const, ...hostFunctions], name => writeImport(own, name)));
  section(writer, sections.function, own => own.list(bodies, () => own.unsigned(kernelType)));
  section(writer, sections.export, own => own.list(runs, (_, index) => writeExport(own, nameOf(index), firstRun + index)));
  section(writer, sections.code, own => own.list(bodies, body => own.block(body)));
  return writer.written;
}

function nameOf(run: number): string {
  return `run${run}`;
}

function section(writer: ByteWriter, id: number, write: (own: ByteWriter) => void): void {
  const own = new ByteWriter();
  write(own);
  writer.byte(id);
  writer.block(own.written);
}

function writeType(writer: ByteWriter, parameters: number): void {
  writer.byte(functionType);
  for (const count of [parameters, Math.min(parameters, 1)]) writer.block(new Uint8Array(count).fill(valueTypes.f32));
}

function writeImport(writer: ByteWriter, name: 'memory' | HostFunction): void {
  writer.text('host');
  writer.text(name);
  if (name === 'memory') writer.write([kinds.memory, 0, 0]);
  else writer.write([kinds.function, elementwiseFunctions[name].length]);
}

function writeExport(writer: ByteWriter, name: string, position: number): void {
  writer.text(name);
  writer.byte(kinds.function);
  writer.unsigned(position);
}

/** For each run a function that calls its kernels, which are numbered behind the host's functions. */
function callers(runs: readonly (readonly Emitted[])[]): readonly FunctionBody[] {
  let next = hostFunctions.length;
  return runs.map(run => {
    const body = new FunctionBody();
    for (const _ of run) body.call(next++);
    return body;
  });
}
