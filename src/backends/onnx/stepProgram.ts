import type { Tensor } from 'onnxruntime-node';
import type { Graph, NodeOf } from '../../tensor/graph.ts';
import type { FrameInputs } from '../frameInputs.ts';
import { hostArray } from '../hostArray.ts';
import type { Float32HostArray } from '../hostArray.ts';
import { settled } from './inTurns.ts';
import type { Work } from './inTurns.ts';
import { toOnnx } from './onnxModel.ts';
import type { OnnxModel } from './onnxModel.ts';
import type { Fetches, OnnxTensors, Program, Runtime } from './runtime.ts';
import { tensorOver } from './stateTensors.ts';
import type { StateTensors } from './stateTensors.ts';
import { nameInStep, unroll } from './unroll.ts';

/** The arrays of a step's outputs by name. */
export type HostOutputs = Readonly<Record<string, Float32HostArray>>;

/** A pair of arrays of one size: what the caller sees, and a step's own. */
interface Slot {
  readonly seen: Float32HostArray;
  readonly own: Float32HostArray;
  readonly onnxName: string;
}

/** What a program of steps works with. */
export interface StepParts {
  readonly runtime: Runtime;
  readonly state: StateTensors;
  readonly graph: Graph;
  readonly inputs: FrameInputs;
  readonly outputs: HostOutputs;
}

/** A graph, so many steps at once, as a program with the tensors that it reads and writes. */
export class StepProgram {
  readonly steps: number;
  readonly bytes: number;
  private readonly parts: StepParts;
  private readonly model: OnnxModel;
  private readonly given: readonly (readonly Slot[])[];
  private readonly results: readonly (readonly Slot[])[];
  private readonly feeds: OnnxTensors = {};
  private readonly fetches: Fetches = {};
  private readonly program: Program | Promise<Program>;
  private readonly replaced = new Map<string, Tensor>();

  constructor(parts: StepParts, steps: number) {
    this.parts = parts;
    this.steps = steps;
    this.model = toOnnx(unroll(parts.graph, steps));
    const all = Array.from({ length: steps }, (_, step) => step);
    this.given = all.map(step => this.inputsOf(step));
    this.results = all.map(step => this.outputsOf(step));
    this.bytes = [...this.given, ...this.results].flat().reduce((sum, { seen, own }) => sum + (seen === own ? 0 : own.byteLength), this.model.bytes.byteLength);
    this.program = parts.runtime.load(this.model.bytes, this.model.assignments.map(({ onnxName }) => onnxName));
  }

  /** Takes what is in the frame as the inputs of a step. */
  stage(step: number): void {
    for (const { seen, own } of this.given[step] ?? []) if (seen !== own) own.set(seen);
  }

  /** Puts the inputs of a step back into the frame. */
  unstage(step: number): void {
    for (const { seen, own } of this.given[step] ?? []) if (seen !== own) seen.set(own);
  }

  /** Runs the steps: the state goes on, and outputs are there to be shown. */
  *run(): Work<void> {
    const { state, runtime } = this.parts;
    const program = yield* settled(this.program);
    for (const { node, name, onnxName } of this.model.inputs) if (node.attributes.from === 'state') this.feeds[onnxName] = state.get(name);
    for (const { name, onnxName } of this.model.assignments) this.fetches[onnxName] = runtime.fillsTensors ? state.spare(name) : null;
    this.take(yield* settled(program.run(this.feeds, this.fetches)));
  }

  /** Puts the state back as it was before the last run. */
  undo(): void {
    for (const [name, tensor] of this.replaced) this.parts.state.set(name, tensor);
    this.replaced.clear();
  }

  /** Shows the outputs of a step. */
  show(step: number): void {
    for (const { seen, own } of this.results[step] ?? []) if (seen !== own) seen.set(own);
  }

  /** Gives back what the runtime holds for the program. */
  release(): void {
    if (this.program instanceof Promise) void this.program.then(program => program.release(), () => {});
    else this.program.release();
    this.forget();
  }

  private take(results: OnnxTensors): void {
    const { state, runtime } = this.parts;
    this.forget();
    for (const { name, onnxName } of this.model.assignments) this.replaced.set(name, state.set(name, tensorOf(results, onnxName)));
    if (runtime.fillsTensors) return;
    for (const { own, onnxName } of this.results.flat()) own.set(tensorOf(results, onnxName).data as Float32HostArray);
  }

  /** State that was replaced is on the device still, until it cannot be asked for again. */
  private forget(): void {
    for (const tensor of this.replaced.values()) if (tensor.location !== 'cpu') tensor.dispose();
    this.replaced.clear();
  }

  private inputsOf(step: number): readonly Slot[] {
    const { runtime, inputs, graph } = this.parts;
    const known = new Set(this.model.inputs.map(({ onnxName }) => onnxName));
    return graph.nodes.filter((node): node is NodeOf<'input'> => node.op === 'input' && node.attributes.from !== 'state').flatMap(node => {
      const onnxName = `${node.attributes.from} ${nameInStep(node.attributes.name, step)}`;
      if (!known.has(onnxName)) return [];
      const seen = inputs.arrayOf(node);
      const own = this.steps === 1 ? seen : hostArray(node);
      this.feeds[onnxName] = tensorOver(runtime, own, node);
      return [{ seen, own, onnxName }];
    });
  }

  private outputsOf(step: number): readonly Slot[] {
    const { runtime, outputs } = this.parts;
    const ports = new Map(this.model.outputs.map(port => [port.name, port]));
    return Object.entries(outputs).flatMap(([name, seen]) => {
      const port = ports.get(nameInStep(name, step));
      if (port === undefined) return [];
      const own = this.steps === 1 ? seen : hostArray(port);
      this.fetches[port.onnxName] = runtime.fillsTensors ? tensorOver(runtime, own, port) : null;
      return [{ seen, own, onnxName: port.onnxName }];
    });
  }
}

function tensorOf(tensors: OnnxTensors, name: string): Tensor {
  const tensor = tensors[name];
  if (tensor === undefined) throw new Error(`ONNX Runtime gave no ${name}`);
  return tensor;
}
