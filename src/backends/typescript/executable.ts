import { BackendError } from '../../errors.ts';
import { simplify } from '../../graph/simplify.ts';
import { allocate } from '../../tensor/dtype.ts';
import type { HostArray, Precision } from '../../tensor/dtype.ts';
import type { Graph } from '../../tensor/graph.ts';
import { sameShape } from '../../tensor/shape.ts';
import type { CompileOptions, Executable } from '../backend.ts';
import { allocateFrame } from './frame.ts';
import { itemAt } from './itemAt.ts';
import type { BoundKernel } from './kernel.ts';
import { bindKernel, gapsOf, kernels } from './kernels.ts';
import { planMemory } from './memoryPlan.ts';
import { bindMoves } from './moves.ts';
import { bindOutputs } from './outputs.ts';
import { bindNoise, bindScalars } from './sources.ts';
import type { StateMemory } from './stateMemory.ts';
import { valuesOf } from './values.ts';

/** Makes the executable of a graph: memory planned and taken, kernels bound. Steps then run through one flat list of calls. */
export function compileGraph(declared: Graph, state: StateMemory, precision: Precision, options: CompileOptions): Executable {
  refuseGaps(declared);
  refuseAssignments(declared, state);
  const graph = simplify(declared);
  const frame = allocateFrame(declared, precision);
  const plan = planMemory(graph, options.check === undefined);
  const buffers = plan.buffers.map(({ dtype, size }) => allocate(dtype, size, precision));
  const values = valuesOf({ graph, plan, buffers, frame, state, precision });
  const outputs = bindOutputs(graph, plan.roots, values);
  const steps = [
    ...bindScalars(graph, values, frame),
    ...outputs.copies,
    ...bindNoise(graph, values, frame, options.seed ?? 0),
    ...bindNodes(graph, values, options.check),
    ...bindMoves(graph, plan.moves, values, state),
  ];
  const memory = new Set([...buffers, ...Object.values(frame.feeds), ...Object.values(outputs.arrays), ...values].map(array => array.buffer));
  for (const name of state.names) memory.delete(state.slot(name).values.buffer);
  const bytes = [...memory].reduce((total, buffer) => total + buffer.byteLength, 0);
  return executable({ frame, outputs: outputs.arrays, bytes }, steps);
}

function executable(parts: Pick<Executable, 'frame' | 'outputs' | 'bytes'>, steps: readonly BoundKernel[]): Executable {
  let disposed = false;
  return {
    ...parts,
    run(count, before, after) {
      if (disposed) throw new BackendError('an executable that was disposed', { next: 'compile the graph again' });
      for (let index = 0; index < count; index++) {
        before(index);
        for (let i = 0; i < steps.length; i++) steps[i]?.();
        if (after(index) === false) return;
      }
    },
    dispose() {
      disposed = true;
    },
  };
}

function bindNodes(graph: Graph, values: readonly HostArray[], check: CompileOptions['check']): readonly BoundKernel[] {
  return graph.nodes.flatMap((node, id) => {
    const output = itemAt(values, id);
    const operands = node.inputs.map(input => ({ shape: itemAt(graph.nodes, input).shape, values: itemAt(values, input) }));
    const kernel = typeof kernels[node.op] === 'string' ? [] : [bindKernel(node, operands, output)];
    return check === undefined ? kernel : [...kernel, () => check(node, id, output)];
  });
}

function refuseGaps(graph: Graph): void {
  const [gap] = gapsOf(graph);
  if (gap !== undefined) throw new BackendError(`the typescript backend does not run ${gap.operation}`, { where: gap.path === '' ? undefined : gap.path, next: gap.reason });
}

function refuseAssignments(graph: Graph, state: StateMemory): void {
  for (const [name, id] of Object.entries(graph.assignments)) {
    const [slot, node] = [state.slot(name), itemAt(graph.nodes, id)];
    if (slot.dtype === node.dtype && sameShape(slot.shape, node.shape)) continue;
    throw new BackendError('a new value that does not fit its state', {
      where: name, got: `${node.dtype}[${node.shape.join(', ')}]`, expected: `${slot.dtype}[${slot.shape.join(', ')}]`,
    });
  }
}
