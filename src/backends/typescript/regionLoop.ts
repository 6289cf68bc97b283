import type { HostArray } from '../../tensor/dtype.ts';
import type { BoundKernel } from './kernel.ts';
import { itemAt } from './itemAt.ts';
import type { Instruction, RegionProgram } from './regionProgram.ts';
import { compiled } from './specialize.ts';
import type { Rows } from './strides.ts';

/** Computes a region over `rows` rows of `columns` elements; `starts` says where the rows of each operand start. */
type RegionLoop = (rows: number, columns: number, outputs: readonly HostArray[], operands: readonly HostArray[], starts: readonly Int32Array[]) => void;

/**
 * Binds the loop of a region to memory. It is compiled from the sources of the region's functions for these strides and array types, so that V8 inlines
 * the functions, values that nothing outside reads stay in registers, and the loop's type feedback is its own. All operands of an
 * element are read before anything is written: an output may lie in the memory of an operand of the same size. A sum is written at the end.
 */
export function bindRegionLoop(program: RegionProgram, { rows, columns, starts, steps }: Rows, operands: readonly HostArray[], outputs: readonly HostArray[]): BoundKernel {
  const types = [...outputs, ...operands].map(array => array.constructor.name).join(' ');
  const loop = compiled<RegionLoop>(types, loopSource(program, steps, rows === 1), sharedLoop(program, steps));
  return () => loop(rows, columns, outputs, operands, starts);
}

function loopSource({ operands, outputs, instructions, total }: RegionProgram, steps: readonly number[], flat: boolean): string {
  const functions = [...new Set(instructions.map(({ f }) => f.toString()))];
  const name = (f: Instruction['f']) => `f${functions.indexOf(f.toString())}`;
  const lines = (texts: readonly string[]) => texts.join('\n');
  return `${lines(functions.map((source, i) => `const f${i} = ${source};\nf${i}(1, 1, 1);`))}
return (rows, columns, outputs, operands, starts) => {
  ${lines(outputs.map((_, i) => `const out${i} = outputs[${i}];`))}
  ${lines(operands.map((_, i) => `const in${i} = operands[${i}], starts${i} = starts[${i}];`))}
  let total = 0;
  for (let row = 0, at = 0; row < rows; row++) {
    ${lines(operands.map((_, i) => (steps[i] === 0 ? `const v${i} = in${i}[starts${i}[row]];` : `let at${i} = starts${i}[row];`)))}
    for (const end = at + columns; at < end; at++) {
      ${lines(operands.flatMap((_, i) => (steps[i] === 0 ? [] : [flat ? `const v${i} = in${i}[at];` : `const v${i} = in${i}[at${i}++];`])))}
      ${lines(instructions.map(({ f, from, to, convert }) => `const v${to} = ${converted(`${name(f)}(${from.map(register => `v${register}`).join(', ')})`, convert)};`))}
      ${lines(instructions.flatMap(({ to, output }) => (output === undefined ? [] : [`out${output}[at] = v${to};`])))}
      ${total === undefined ? '' : `total += v${total.from};`}
    }
  }
  ${total === undefined ? '' : `if (out${total.output} !== undefined) out${total.output}[0] = total;`}
};`;
}

function converted(value: string, convert: Instruction['convert']): string {
  if (convert === 'none') return value;
  return convert === 'round' ? `Math.fround(${value})` : `${value} | 0`;
}

/** The same loop without code from strings: it interprets the program for each element. */
function sharedLoop({ operands, instructions, total }: RegionProgram, steps: readonly number[]): RegionLoop {
  const registers = new Float64Array(operands.length + instructions.length);
  return (rows, columns, outputs, arrays, starts) => {
    let sum = 0;
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at++) {
        arrays.forEach((array, i) => { registers[i] = array[(starts[i]?.[row] ?? 0) + column * (steps[i] ?? 0)] ?? 0; });
        for (const { f, from, to, convert } of instructions) registers[to] = convertedValue(f(...from.map(register => itemAt(registers, register))), convert);
        for (const { to, output } of instructions) if (output !== undefined) itemAt(outputs, output)[at] = itemAt(registers, to);
        if (total !== undefined) sum += itemAt(registers, total.from);
      }
    }
    if (total !== undefined) itemAt(outputs, total.output)[0] = sum;
  };
}

function convertedValue(value: number, convert: Instruction['convert']): number {
  if (convert === 'none') return value;
  return convert === 'round' ? Math.fround(value) : value | 0;
}
