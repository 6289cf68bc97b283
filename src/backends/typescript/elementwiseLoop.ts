import type { HostArray } from '../../tensor/dtype.ts';
import { itemAt } from './itemAt.ts';
import type { BoundKernel } from './kernel.ts';
import { compiled } from './specialize.ts';
import type { Rows } from './strides.ts';

/** An element-wise operation as a function of numbers: self-contained, so that its source is its meaning. */
export type NumberFunction = (...values: number[]) => number;

/** Every operand is followed by where its rows start; operands that the function does not take repeat the last one. */
type RowLoop = (rows: number, columns: number, output: HostArray, a: HostArray, aStarts: Int32Array, b: HostArray, bStarts: Int32Array, c: HostArray, cStarts: Int32Array) => void;

const letters = ['a', 'b', 'c'] as const;

/**
 * Binds output[i] = f(operands…) to memory. The loop is compiled from the function's source for these strides and array types, so that
 * V8 inlines the function and the loop's type feedback is its own.
 */
export function bindElementwise(f: NumberFunction, { rows, columns, starts, steps }: Rows, operands: readonly HostArray[], output: HostArray): BoundKernel {
  const a = itemAt(operands, 0);
  const b = operands[1] ?? a;
  const c = operands[2] ?? b;
  const aStarts = itemAt(starts, 0);
  const bStarts = starts[1] ?? aStarts;
  const cStarts = starts[2] ?? bStarts;
  const source = f.toString();
  const types = [output, ...operands].map(array => array.constructor.name).join(' ');
  const loop = compiled<RowLoop>(types, loopSource(source, steps, rows === 1), sharedLoop(f, steps));
  return () => loop(rows, columns, output, a, aStarts, b, bStarts, c, cStarts);
}

function loopSource(source: string, steps: readonly number[], flat: boolean): string {
  const used = letters.slice(0, steps.length);
  const firsts = used.map((x, i) => (steps[i] === 0 ? `const ${x}Value = ${x}[${x}Starts[row]];` : `let ${x}At = ${x}Starts[row];`));
  const walked = used.map((x, i) => (steps[i] === 0 ? `${x}Value` : flat ? `${x}[at]` : `${x}[${x}At++]`));
  return `const f = ${source};
f(1, 1, 1);
return (rows, columns, output, a, aStarts, b, bStarts, c, cStarts) => {
  for (let row = 0, at = 0; row < rows; row++) {
    ${firsts.join(' ')}
    const end = at + columns;
    for (; at < end; at++) output[at] = f(${walked.join(', ')});
  }
};`;
}

/** The same loop without code from strings: one for all functions and types. */
function sharedLoop(f: NumberFunction, [aStep = 0, bStep = 0, cStep = 0]: readonly number[]): RowLoop {
  return (rows, columns, output, a, aStarts, b, bStarts, c, cStarts) => {
    for (let row = 0, at = 0; row < rows; row++) {
      let aAt = aStarts[row] ?? 0;
      let bAt = bStarts[row] ?? 0;
      let cAt = cStarts[row] ?? 0;
      for (const end = at + columns; at < end; at++) {
        output[at] = f(a[aAt] ?? 0, b[bAt] ?? 0, c[cAt] ?? 0);
        aAt += aStep;
        bAt += bStep;
        cAt += cStep;
      }
    }
  };
}
