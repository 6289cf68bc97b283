import type { Graph, NodeOf } from '../../tensor/graph.ts';
import type { TimePiece } from '../backend.ts';
import type { FrameInputs } from '../frameInputs.ts';
import type { Float32HostArray } from '../hostArray.ts';
import { settled } from './inTurns.ts';
import type { Work } from './inTurns.ts';
import { numberedLabel, operatorTimer } from './operatorTimer.ts';
import { toOnnx } from './onnxModel.ts';
import type { OnnxModel } from './onnxModel.ts';
import { inputName } from './ports.ts';
import type { Port } from './ports.ts';
import type { Fetches, OnnxTensor, OnnxTensors, Program, Runtime } from './runtime.ts';
import { Slots } from './slots.ts';
import type { Slot } from './slots.ts';
import type { StateTensors } from './stateTensors.ts';
import { unroll } from './unroll.ts';

/** The arrays of a step's outputs by name. */
export type HostOutputs = Readonly<Record<string, Float32HostArray>>;

/** What a program of steps works with. */
export interface StepParts {
  readonly runtime: Runtime;
  readonly state: StateTensors;
  readonly graph: Graph;
  readonly inputs: FrameInputs;
  readonly outputs: HostOutputs;
  readonly timed?: TimePiece | undefined;
}

/** The program of a graph whose outputs are all known beforehand. */
const nothing: Program = { run: () => ({}), release: () => {} };

/** A graph, so many steps at once, as a program with the tensors that it reads and writes. */
export class StepProgram {
  readonly steps: number;
  readonly bytes: number;
  private readonly parts: StepParts;
  private readonly model: OnnxModel;
  private readonly program: Program | Promise<Program>;
  private readonly given: readonly (readonly Slot[])[];
  private readonly results: readonly (readonly Slot[])[];
  private readonly written = new Map<string, Float32HostArray>();
  private readonly feeds: OnnxTensors = {};
  private readonly fetches: Fetches = {};
  private readonly tensors: OnnxTensor[] = [];
  private readonly replaced = new Map<string, OnnxTensor>();

  constructor(parts: StepParts, steps: number) {
    const { runtime, graph, inputs, outputs, timed } = parts;
    this.parts = parts;
    this.steps = steps;
    const unrolled = unroll(graph, steps);
    this.model = toOnnx(unrolled, steps > 1, timed && numberedLabel);
    const nodes = graph.nodes.filter((node): node is NodeOf<'input'> => node.op === 'input' && node.attributes.from !== 'state');
    const seenInputs = nodes.map(node => [inputName(node), inputs.arrayOf(node)] as const);
    const [given, results] = [new Slots(this.model.inputs, seenInputs, steps), new Slots(this.model.outputs, Object.entries(outputs), steps)];
    for (const port of this.model.inputs.tensors) this.feeds[port.onnxName] = this.linked(given.arrayOf(port.onnxName), port);
    for (const port of this.model.outputs.tensors) {
      this.written.set(port.onnxName, results.arrayOf(port.onnxName));
      this.fetches[port.onnxName] = runtime.fillsTensors ? this.linked(results.arrayOf(port.onnxName), port) : null;
    }
    this.given = given.steps;
    this.results = results.steps;
    this.bytes = this.model.bytes.byteLength + given.bytes + results.bytes;
    this.program = Object.keys(this.fetches).length + this.model.assignments.length === 0 ? nothing : runtime.load(this.model.bytes, this.model.assignments.map(({ onnxName }) => onnxName), timed && operatorTimer(unrolled, timed));
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
    for (const { name, onnxName } of this.model.states) this.feeds[onnxName] = state.get(name);
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
    for (const tensor of this.tensors) tensor.dispose();
    this.forget();
  }

  private linked(array: Float32HostArray, port: Port): OnnxTensor {
    const tensor = this.parts.runtime.tensor(array, port, 'linked');
    this.tensors.push(tensor);
    return tensor;
  }

  private take(results: OnnxTensors): void {
    const { state, runtime } = this.parts;
    this.forget();
    for (const { name, onnxName } of this.model.assignments) this.replaced.set(name, state.set(name, tensorOf(results, onnxName)));
    if (runtime.fillsTensors) return;
    for (const [onnxName, array] of this.written) array.set(tensorOf(results, onnxName).data as Float32HostArray);
  }

  /** State that was replaced is on the device still, until it cannot be asked for again. */
  private forget(): void {
    for (const tensor of this.replaced.values()) if (tensor.location !== 'cpu') tensor.dispose();
    this.replaced.clear();
  }
}

function tensorOf(tensors: OnnxTensors, name: string): OnnxTensor {
  const tensor = tensors[name];
  if (tensor === undefined) throw new Error(`ONNX Runtime gave no ${name}`);
  return tensor;
}
