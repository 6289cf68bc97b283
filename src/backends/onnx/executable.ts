import { BackendError } from '../../errors.ts';
import { optimize } from '../../graph/optimize.ts';
import { nodeOf } from '../../graph/simplify.ts';
import type { Graph, GraphNode } from '../../tensor/graph.ts';
import type { CompileOptions, Executable, Frame } from '../backend.ts';
import { FrameInputs } from '../frameInputs.ts';
import { hostArray } from '../hostArray.ts';
import type { Float32HostArray } from '../hostArray.ts';
import { carryOut } from './inTurns.ts';
import type { Work } from './inTurns.ts';
import type { Unroll } from './options.ts';
import type { Runtime } from './runtime.ts';
import type { StateTensors } from './stateTensors.ts';
import { StepProgram } from './stepProgram.ts';
import type { HostOutputs, StepParts } from './stepProgram.ts';
import { stepsPerCall } from './stepsPerCall.ts';

type Before = (index: number) => void;
type After = (index: number) => boolean | void;

/** A graph as a model of ONNX Runtime: one call a step, or one call for several where so many are left. */
export class OnnxExecutable implements Executable {
  readonly outputs: HostOutputs;
  private readonly parts: StepParts;
  private readonly stepsPerCall: number;
  private readonly programs = new Map<number, StepProgram>();
  private readonly ended: () => void;
  private disposed = false;

  /** `ended` is told when it is disposed, so that its session forgets it. */
  constructor(runtime: Runtime, state: StateTensors, declared: Graph, unroll: Unroll, { seed = 0, timed }: CompileOptions, ended: () => void) {
    this.ended = ended;
    for (const name of statesOf(declared)) state.entry(name);
    const graph = optimize(declared);
    this.outputs = Object.fromEntries(Object.entries(graph.outputs).map(([name, id]) => [name, outputArray(nodeOf(graph.nodes, id))]));
    this.parts = { runtime, state, graph, inputs: new FrameInputs(declared, seed), outputs: this.outputs, timed };
    this.stepsPerCall = timed !== undefined ? 1 : unroll === 'auto' ? stepsPerCall(graph, runtime.device) : unroll;
  }

  get frame(): Frame {
    return this.parts.inputs.frame;
  }

  get bytes(): number {
    const ofOutputs = Object.values(this.outputs).reduce((sum, { byteLength }) => sum + byteLength, this.parts.inputs.bytes);
    return [...this.programs.values()].reduce((sum, { bytes }) => sum + bytes, ofOutputs);
  }

  run(count: number, before: Before, after: After): void | Promise<void> {
    if (this.disposed) throw new BackendError('an executable that was disposed', { next: 'compile the graph again' });
    return carryOut(this.steps(count, before, after));
  }

  dispose(): void {
    this.disposed = true;
    for (const program of this.programs.values()) program.release();
    this.programs.clear();
    this.ended();
  }

  private *steps(count: number, before: Before, after: After): Work<void> {
    for (let index = 0; index < count;) {
      const program = this.programOf(count - index >= this.stepsPerCall ? this.stepsPerCall : 1);
      for (let step = 0; step < program.steps; step++) {
        before(index + step);
        this.parts.inputs.fill();
        program.stage(step);
      }
      yield* program.run();
      for (let step = 0; step < program.steps; step++) {
        program.show(step);
        if (after(index + step) === false) return yield* this.endAt(program, step);
      }
      index += program.steps;
    }
  }

  /** Leaves the state as a step within a program left it: the steps up to it are taken again, one by one. */
  private *endAt(program: StepProgram, last: number): Work<void> {
    if (last === program.steps - 1) return;
    program.undo();
    for (let step = 0; step <= last; step++) {
      program.unstage(step);
      yield* this.programOf(1).run();
    }
  }

  private programOf(steps: number): StepProgram {
    const program = this.programs.get(steps) ?? new StepProgram(this.parts, steps);
    this.programs.set(steps, program);
    return program;
  }
}

/** What is known beforehand is there from the start. */
function outputArray(node: GraphNode): Float32HostArray {
  const array = hostArray(node);
  if (node.op === 'constant') array.set(node.attributes.values);
  return array;
}

/** The names of the state that a graph reads or assigns. */
function statesOf({ nodes, assignments }: Graph): readonly string[] {
  const read = nodes.flatMap(node => (node.op === 'input' && node.attributes.from === 'state' ? [node.attributes.name] : []));
  return [...read, ...Object.keys(assignments)];
}
