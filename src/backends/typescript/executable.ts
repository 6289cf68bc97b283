import { fusedRegions, singleRegions } from '../../graph/regions.ts';
import { BackendError } from '../../errors.ts';
import { optimize } from '../../graph/optimize.ts';
import { simplify } from '../../graph/simplify.ts';
import type { Graph } from '../../tensor/graph.ts';
import { sameShape } from '../../tensor/shape.ts';
import type { CompileOptions, Executable, TimePiece } from '../backend.ts';
import { bindRegion } from './bindRegion.ts';
import { allocateFrame } from './frame.ts';
import { itemAt } from './itemAt.ts';
import type { BoundKernel, CompileNested } from './kernel.ts';
import { gapsOf } from './kernels.ts';
import type { Machine, Schedule } from './machine.ts';
import { takeArray } from './memory.ts';
import type { Memory } from './memory.ts';
import { planMemory } from './memoryPlan.ts';
import { bindMoves } from './moves.ts';
import { bindOutputs } from './outputs.ts';
import { bindNoise, bindScalars, noiseNodes } from './sources.ts';
import { StateMemory } from './stateMemory.ts';
import { valuesOf } from './values.ts';

/** Makes the executable of a graph: memory planned and taken, kernels bound. Steps then run through one flat list of calls. */
export function compileGraph(declared: Graph, state: StateMemory, machine: Machine, { seed = 0, check, timed }: CompileOptions): Executable {
  refuseGaps(declared, machine);
  refuseAssignments(declared, state);
  const { precision } = machine;
  const memory = counted(machine.memory());
  const graph = check === undefined ? optimize(declared) : simplify(declared);
  const regions = check === undefined ? fusedRegions(graph) : singleRegions(graph);
  const frame = allocateFrame(declared, precision, memory);
  const plan = planMemory(graph, regions, check === undefined);
  const buffers = plan.buffers.map(({ dtype, size }) => takeArray(memory, dtype, size, precision));
  const arrayOf = valuesOf({ graph, plan, buffers, frame, state, precision, memory });
  const outputs = bindOutputs(graph, plan.roots, arrayOf);
  const schedule = { graph, regions, arrayOf, memory, compile: compileWithin(machine, memory, check !== undefined) };
  const steps = [
    ...bindScalars(graph, arrayOf, frame),
    ...outputs.copies,
    ...withTimes(bindNoise(graph, arrayOf, frame, seed, machine.rowFiller ?? (() => undefined), memory), graph, noiseNodes(graph), timed),
    ...(check === undefined ? bindRegions(schedule, machine, timed) : bindChecked(schedule, check, machine)),
    ...bindMoves(graph, plan.moves, arrayOf, state),
  ];
  return executable({ frame, outputs: outputs.arrays, bytes: memory.bytes }, steps, machine, memory, state);
}

function executable(parts: Pick<Executable, 'frame' | 'outputs' | 'bytes'>, steps: readonly BoundKernel[], { enter, leave }: Machine, memory: Memory, state: StateMemory): Executable {
  let disposed = false;
  return {
    ...parts,
    run(count, before, after) {
      if (disposed || state.disposed) throw new BackendError('an executable that was disposed', { next: 'compile the graph again' });
      enter?.();
      try {
        for (let index = 0; index < count; index++) {
          before(index);
          for (let i = 0; i < steps.length; i++) steps[i]?.();
          if (after(index) === false) return;
        }
      } finally {
        leave?.();
      }
    },
    dispose() {
      if (!disposed && !state.disposed) memory.dispose();
      disposed = true;
    },
  };
}

function bindRegions(schedule: Schedule, machine: Machine, timed: TimePiece | undefined): readonly BoundKernel[] {
  return withTimes(machine.bind(schedule, timed !== undefined), schedule.graph, schedule.regions.map(({ nodes }) => nodes), timed);
}

/** Kernels that take their time; each computes one of the pieces. */
function withTimes(kernels: readonly BoundKernel[], graph: Graph, pieces: readonly (readonly number[])[], timed: TimePiece | undefined): readonly BoundKernel[] {
  if (timed === undefined) return kernels;
  return kernels.map((kernel, index) => {
    const take = timed(graph, itemAt(pieces, index));
    return () => {
      const start = performance.now();
      kernel();
      take(performance.now() - start);
    };
  });
}

/** One region a node; every value is shown after its kernel. */
function bindChecked(schedule: Schedule, check: NonNullable<CompileOptions['check']>, { precision }: Machine): readonly BoundKernel[] {
  const { graph, regions, arrayOf } = schedule;
  const regionOf = new Map(regions.map(region => [itemAt(region.nodes, 0), region]));
  return graph.nodes.flatMap((node, id) => {
    const region = regionOf.get(id);
    const values = arrayOf(id);
    return [...(region === undefined ? [] : [bindRegion(schedule, region, precision)]), () => check(node, id, values)];
  });
}

/** Compiles graphs inside a graph, in the memory of the whole, which gives it back; nothing is reused in them where the whole is `checked`. */
function compileWithin({ name, precision, bind }: Machine, memory: Memory, checked: boolean): CompileNested {
  const machine: Machine = { name, precision, bind, memory: () => memory };
  return (graph, entries) => {
    const state = new StateMemory(entries, precision, memory);
    return { memory: state, executable: compileGraph(graph, state, machine, checked ? { check: () => {} } : {}) };
  };
}

/** The same memory, with the bytes that were taken from it. */
function counted(memory: Memory): Memory & { readonly bytes: number } {
  let bytes = 0;
  return {
    take(size) {
      bytes += size;
      return memory.take(size);
    },
    dispose: () => memory.dispose(),
    get bytes() { return bytes; },
  };
}

function refuseGaps(graph: Graph, { name }: Machine): void {
  const [gap] = gapsOf(graph);
  if (gap !== undefined) throw new BackendError(`the ${name} backend does not run ${gap.operation}`, { where: gap.path === '' ? undefined : gap.path, next: gap.reason });
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
