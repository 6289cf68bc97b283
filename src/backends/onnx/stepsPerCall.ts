import type { Graph, GraphNode } from '../../tensor/graph.ts';
import { sizeOf } from '../../tensor/shape.ts';
import { multiplications } from '../auto/multiplications.ts';
import type { OnnxDevice } from './options.ts';

/** What a call costs beside its steps, in microseconds, and what a device computes, in multiplications a microsecond. */
interface Costs {
  readonly call: number;
  /** Each tensor that goes in or out. */
  readonly tensor: number;
  /** Bytes of state that are copied in and out in a microsecond; infinite where the state stays. */
  readonly stateBytes: number;
  readonly rate: number;
  /** An operator of a small net. */
  readonly node: number;
}

const stays = Number.POSITIVE_INFINITY;

/** Rough, and good enough: a factor of two changes the number of steps little, and its cost less. */
const costs: Readonly<Record<OnnxDevice, Costs>> = {
  cpu: { call: 5, tensor: 2.7, stateBytes: stays, rate: 50_000, node: 0.6 },
  wasm: { call: 5, tensor: 0.3, stateBytes: stays, rate: 8_000, node: 0.8 },
  webgpu: { call: 300, tensor: 5, stateBytes: stays, rate: 500_000, node: 10 },
  cuda: { call: 100, tensor: 5, stateBytes: 5_000, rate: 2_000_000, node: 5 },
  coreml: { call: 100, tensor: 5, stateBytes: 5_000, rate: 500_000, node: 5 },
  dml: { call: 100, tensor: 5, stateBytes: 5_000, rate: 500_000, node: 5 },
};

const copiedBytes = 8_000;
const most = 32;
/** A call may cost this part of the time of its steps: beyond it more steps in a call gain nothing to speak of. */
const smallPart = 0.05;

/**
 * How many steps of a graph one call takes: as many, by powers of two, as it needs for the call's own cost to be a small part. A batch waits in memory for its
 * call; where copying it there costs more than the call, each step is a call.
 */
export function stepsPerCall(graph: Graph, device: OnnxDevice): number {
  const { call, tensor, stateBytes, rate, node } = costs[device];
  const inputs = graph.nodes.filter(own => own.op === 'input');
  const state = inputs.filter(({ attributes: { from } }) => from === 'state');
  const tensors = inputs.length + Object.keys(graph.outputs).length + Object.keys(graph.assignments).length;
  const fixed = call + tensor * tensors + bytesOf(state) / stateBytes;
  const staging = bytesOf(inputs.filter(own => !state.includes(own))) / copiedBytes;
  const step = node * graph.nodes.length + multiplications(graph) / rate;
  let steps = 1;
  while (steps < most && fixed / steps > smallPart * step) steps *= 2;
  return fixed - fixed / steps > staging ? steps : 1;
}

function bytesOf(nodes: readonly GraphNode[]): number {
  return nodes.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
}
