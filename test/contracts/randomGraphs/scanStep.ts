import { GraphRecorder } from '../../../src/graph/graphRecorder.ts';
import type { TensorType } from '../../../src/tensor/graph.ts';
import { sameShape } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { Draw } from './draw.ts';
import type { Step } from './elementwiseSteps.ts';
import { magnitude, ranged, settled } from './ranged.ts';
import type { Ranged } from './ranged.ts';

/** Numbers and errors that a state may have at every time. */
const most = { float: 2, int32: 20, bool: 1 } as const;
const keptError = 60;

/** A recurrence whose body is made of the next instructions of the program. */
export function scanStep(steps: (draw: Draw) => Step): Step {
  return draw => {
    const state = draw.value(({ tensor: { rank, size, dtype }, ...range }) => rank <= 2 && size <= 64 && magnitude(range) <= most[dtype] && range.error <= keptError);
    if (state === undefined) return undefined;
    const time = 1 + draw.choose(4);
    const sequences = Array.from({ length: 1 + draw.choose(2) }, () => sequence(draw, time));
    const constants = Array.from({ length: draw.choose(2) }, () => draw.float(({ tensor }) => tensor.size <= 64) ?? draw.fresh([]));
    const operands = [state, ...sequences, ...constants];
    const reverse = draw.choose(2) === 1;
    const body = bodyOf(draw, steps, operands, sequences.length);
    const tensor = record('scan', operands.map(operand => operand.tensor), { body, sequences: sequences.length, reverse });
    return ranged(tensor, stateRange(state));
  };
}

function sequence(draw: Draw, time: number): Ranged {
  const fits = ({ tensor: { shape, size } }: Ranged) => shape[0] === time && size <= 200;
  const shape: Shape = draw.of([[time, 3], [time, 2, 3], [time], [time, 3, 2]]);
  return draw.choose(2) === 0 ? draw.fresh(shape) : draw.value(fits) ?? draw.fresh(shape);
}

function bodyOf(draw: Draw, steps: (draw: Draw) => Step, operands: readonly Ranged[], sequences: number) {
  const recorder = new GraphRecorder();
  const values = operands.map((operand, index) => {
    const type = { dtype: operand.tensor.dtype, shape: index >= 1 && index <= sequences ? operand.tensor.shape.slice(1) : operand.tensor.shape };
    const tensor = recorder.input({ from: 'feed', name: String(index) }, type);
    return { ...operand, ...(index === 0 ? stateRange(operand) : {}), tensor };
  });
  const inner = new Draw(recorder, values, draw.takeInstructions(3));
  while (inner.advance()) {
    const value = steps(inner)(inner);
    if (value !== undefined) inner.values.push(value);
  }
  const last = inner.values.toReversed().find(({ tensor }) => tensor.dtype === operands[0]?.tensor.dtype) ?? values[0];
  return recorder.graph({ y: shaped(last ?? never(), operands[0]?.tensor ?? never()) });
}

/** Whatever the body makes, as the next state: of its shape, and held in its range. */
function shaped(x: Ranged, { shape, dtype }: TensorType) {
  const fits = sameShape(x.tensor.shape, shape);
  const first = fits || x.tensor.rank === 0 ? x.tensor : x.tensor.slice(x.tensor.shape.map(() => 0), x.tensor.shape.map(() => 1)).reshape([]);
  return settled({ ...x, tensor: fits ? first : first.broadcastTo(shape) }, most[dtype], keptError).tensor;
}

/** What is known of a state at any time. Its float values are results of other values, so that they differ by roundings. */
function stateRange({ tensor: { dtype } }: Ranged) {
  const low = dtype === 'bool' ? 0 : -most[dtype];
  return { low, high: most[dtype], error: dtype === 'float' ? keptError : 0, digits: dtype === 'float' ? undefined : 0 };
}

function never(): never {
  throw new Error('a scan has a state');
}
