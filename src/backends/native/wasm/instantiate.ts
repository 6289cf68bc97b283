import { elementwiseFunctions } from '../../../tensor/elementwise.ts';
import type { Emitted } from './emitKernel.ts';
import { list, section, text, unsigned } from './encoding.ts';
import { valueTypes } from './functionBody.ts';
import { instructions } from './instructions.ts';
import { hostFunctions } from './lanes.ts';
import type { HostFunction } from './lanes.ts';

/** Parts of a module, by the number that the binary format gives them. */
const sections = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const kinds = { function: 0x00, memory: 0x02 } as const;
const functionType = 0x60;

/** Function types, by their position in the module: no arguments; one float; two. */
const types = [[], [valueTypes.f32], [valueTypes.f32, valueTypes.f32]].map(parameters => [
  functionType, ...list(parameters.map(type => [type])), ...list(parameters.length === 0 ? [] : [[valueTypes.f32]]),
]);

/**
 * Makes one module of all kernels over a memory. Each run becomes a function that calls its kernels in order.
 * Source: WebAssembly core specification 2.0, chapter 5 (W3C).
 */
export function instantiate(runs: readonly (readonly Emitted[])[], memory: WebAssembly.Memory): readonly (() => void)[] {
  const module = new WebAssembly.Module(encodeModule(runs));
  const { exports } = new WebAssembly.Instance(module, { host: { memory, ...hostTable } });
  return runs.map((_, index) => exports[`run${index}`] as () => void);
}

const hostTable: Readonly<Record<HostFunction, (...values: number[]) => number>> = elementwiseFunctions;

/** The bytes of the module. */
export function encodeModule(runs: readonly (readonly Emitted[])[]): Uint8Array<ArrayBuffer> {
  const kernels = runs.flat();
  const firstRun = hostFunctions.length + kernels.length;
  const bodies = [...kernels.map(kernel => kernel.encoded()), ...runBodies(runs)];
  return Uint8Array.from([
    0x00, ...new TextEncoder().encode('asm'), 1, 0, 0, 0,
    ...section(sections.type, list(types)),
    ...section(sections.import, list(imports())),
    ...section(sections.function, list(bodies.map(() => [0]))),
    ...section(sections.export, list(runs.map((_, index) => [...text(`run${index}`), kinds.function, ...unsigned(firstRun + index)]))),
    ...section(sections.code, list(bodies)),
  ]);
}

function imports(): readonly (readonly number[])[] {
  const memory = [...text('host'), ...text('memory'), kinds.memory, 0, ...unsigned(0)];
  return [memory, ...hostFunctions.map(name => [...text('host'), ...text(name), kinds.function, elementwiseFunctions[name].length])];
}

function runBodies(runs: readonly (readonly Emitted[])[]): readonly (readonly number[])[] {
  let next = hostFunctions.length;
  return runs.map(run => {
    const calls = run.flatMap(() => [...instructions.call, ...unsigned(next++)]);
    const code = [0, ...calls, ...instructions.end];
    return [...unsigned(code.length), ...code];
  });
}
