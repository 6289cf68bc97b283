import type { StateEntry } from '../backends/backend.ts';
import { bytesOfValue, largestValue, mostStepBytes, plannedStepBytes } from '../backends/stepMemory.ts';
import { BackendError } from '../errors.ts';
import type { Precision } from '../tensor/dtype.ts';
import type { Graph } from '../tensor/graph.ts';
import { formatShape } from '../tensor/shape.ts';
import { freeMemory } from './freeMemory.ts';

/** What a graph is compiled for, for the message. */
export interface StepPurpose {
  readonly purpose: string;
  readonly batchSize: number;
}

/** Throws a BackendError that names the largest piece, where parameters, optimizer slots and buffers do not fit into memory. Asked before they are made. */
export function requireStateMemory(state: readonly StateEntry[], precision: Precision, free = freeMemory()): void {
  const needed = state.reduce((total, entry) => total + bytesOfValue(entry, precision), 0);
  if (needed <= free) return;
  const [largest] = state.toSorted((a, b) => bytesOfValue(b, precision) - bytesOfValue(a, precision));
  throw new BackendError('the model does not fit into memory', {
    where: largest?.name.replace(/^(parameters|slots|buffers)\//, ''),
    got: `${bytes(needed)} of parameters, optimizer slots and buffers${largest === undefined ? '' : `, ${bytes(bytesOfValue(largest, precision))} of them for ${largest.name} ${formatShape(largest.shape)}`}`,
    expected: fits(free), next: 'make this layer smaller',
  });
}

/**
 * Throws a BackendError that names the layer with the largest value, where the values of a step do not fit into memory beside the state. Asked before the graph is compiled; the
 * plan that it takes is made only where memory might not suffice.
 */
export function requireStepMemory(graph: Graph, precision: Precision, { purpose, batchSize }: StepPurpose, free = freeMemory()): void {
  if (mostStepBytes(graph, precision) <= free) return;
  const needed = plannedStepBytes(graph, precision);
  if (needed <= free) return;
  const largest = largestValue(graph, precision);
  throw new BackendError(`a step does not fit into memory: to ${purpose} with batches of ${batchSize}`, {
    where: largest === undefined || largest.path === '' ? undefined : largest.path,
    got: `${bytes(needed)} beside the state${largest === undefined ? '' : `, ${bytes(bytesOfValue(largest, precision))} of them for ${largest.op} ${formatShape(largest.shape)}`}`,
    expected: fits(free), next: batchSize === 1 ? 'make this layer smaller' : `choose a batchSize below ${batchSize}, or make this layer smaller`,
  });
}

function fits(free: number): string {
  return `at most ${bytes(free)}, which are free`;
}

function bytes(size: number): string {
  const [unit, name] = size < 1e9 ? [1e6, 'MB'] : [1e9, 'GB'];
  return `${(size / unit).toFixed(1)} ${name}`;
}
