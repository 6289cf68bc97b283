import { ShapeError } from '../errors.ts';
import type { GraphNode, TensorType } from './graph.ts';
import type { OperationTable } from './operations.ts';
import { formatShape, sameShape } from './shape.ts';

type Scan = OperationTable['scan'];

/** The states of all times, [time, …state]; throws a ShapeError where the body is not a function of one state, slices and constants that gives the next state. */
export function inferScan(inputs: readonly TensorType[], { body, sequences }: Scan): TensorType {
  const [state, ...others] = inputs;
  if (state === undefined || !Number.isInteger(sequences) || sequences < 1 || sequences > others.length) {
    throw new ShapeError('scan without a sequence', { got: `${sequences} sequences, ${inputs.length} operands`, expected: 'the first state, then at least one sequence: time is its first axis' });
  }
  const time = timeOf(others.slice(0, sequences));
  const slices = others.map((type, index) => (index < sequences ? { ...type, shape: type.shape.slice(1) } : type));
  requireInputs(body.nodes, [state, ...slices]);
  requireNextState(body, state);
  return { shape: [time, ...state.shape], dtype: state.dtype };
}

function timeOf(sequences: readonly TensorType[]): number {
  const times = sequences.map(({ shape }) => shape[0]);
  const [time] = times;
  if (time !== undefined && times.every(own => own === time)) return time;
  throw new ShapeError('scan of sequences that do not meet', { got: sequences.map(({ shape }) => formatShape(shape)).join(' and '), expected: 'sequences [time, …] of the same time' });
}

/** A body has no other inputs than those of the scan: scalars, noise and state come in as constants or as sequences. */
function requireInputs(nodes: readonly GraphNode[], types: readonly TensorType[]): void {
  for (const node of nodes) {
    if (node.op !== 'input') continue;
    const { from, name } = node.attributes;
    const type = from === 'feed' ? types[positionOf(name)] : undefined;
    if (type === undefined) {
      throw new ShapeError('a body of scan that reads what it is not given', {
        got: `the ${from} ${name}`, expected: `feeds 0 to ${types.length - 1}: the state, slices of the sequences, constants`, next: 'make it an operand of the scan: a constant, or a sequence of one value a time',
      });
    }
    if (!sameType(node, type)) throw new ShapeError(`a body of scan that takes feed ${name} for something else`, { got: formatType(node), expected: `${formatType(type)}, as the operand has it` });
  }
}

function requireNextState({ nodes, outputs, assignments }: Scan['body'], state: TensorType): void {
  const [assigned] = Object.keys(assignments);
  if (assigned !== undefined) throw new ShapeError('a body of scan that assigns state', { got: assigned, expected: 'no assignments', next: 'assign the last of the states that the scan gives' });
  const y = nodes[outputs['y'] ?? -1];
  if (y === undefined) throw new ShapeError('a body of scan without its output', { got: Object.keys(outputs).join(', ') || 'no outputs', expected: 'y, the next state' });
  if (!sameType(y, state)) throw new ShapeError('a body of scan whose next state is of another type', { got: formatType(y), expected: `${formatType(state)}, as the first state has it` });
}

/** The operand that a feed's name stands for; −1 for what is not written as a whole number. */
function positionOf(name: string): number {
  return String(Number(name)) === name ? Number(name) : -1;
}

function sameType(left: TensorType, right: TensorType): boolean {
  return left.dtype === right.dtype && sameShape(left.shape, right.shape);
}

function formatType({ dtype, shape }: TensorType): string {
  return `${dtype}${formatShape(shape)}`;
}
