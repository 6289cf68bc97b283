import { ShapeError } from '../errors.ts';
import { GraphRecorder } from '../graph/graphRecorder.ts';
import type { AppliedLayer, Layer, LayerResult, StepContext } from '../layers/layer.ts';
import type { RecordingContext, StepScalar } from '../tensor/recordingContext.ts';
import { requireScalar } from '../tensor/requireShape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';
import type { ValueRange } from '../tensor/valueRange.ts';
import { GradientLedger } from './gradientLedger.ts';
import { joinPath } from './model.ts';
import type { Model, Place } from './model.ts';
import type { RecordSurrogate } from './recordSurrogate.ts';
import { requireGradients, requireShapes } from './requireGradients.ts';
import { requireNoiseRequest, requireScalarRequest } from './requireRequest.ts';
import { requireSurrogate } from './requireSurrogate.ts';

/** How a forward is recorded. */
export interface RecordingOptions {
  readonly batchSize: number;
  readonly training: boolean;
  /** Records layers with a declared backward as `surrogate` nodes, which automatic differentiation needs. */
  readonly recordSurrogate?: RecordSurrogate | undefined;
}

/** A tensor that goes into a layer which cannot take every value. */
export interface RangedTensor {
  readonly tensor: Tensor;
  readonly range: ValueRange;
  /** The layer's. */
  readonly path: string;
}

/**
 * A recording of one pass over a model: it hands each layer its context, parameters and path, sums the gradients of parameters, and collects penalties, new
 * buffer values and the scalars that change from step to step.
 */
export class ForwardRecording {
  readonly recorder: GraphRecorder;
  readonly ledger = new GradientLedger();
  readonly penalties = new Map<string, Tensor>();
  readonly buffers = new Map<string, Tensor>();
  readonly scalars = new Map<string, StepScalar>();
  readonly ranged: RangedTensor[] = [];
  private readonly calls = new Map<string, number>();
  private readonly model: Model;
  private readonly options: RecordingOptions;
  private readonly values = new Map<string, Tensor>();
  private weights: Tensor | undefined;

  constructor(model: Model, options: RecordingOptions, recorder = new GraphRecorder()) {
    this.model = model;
    this.options = options;
    this.recorder = recorder;
  }

  get batchSize(): number { return this.options.batchSize; }
  get training(): boolean { return this.options.training; }

  /** An array that the caller fills before each step. */
  feed(name: string, shape: Shape, dtype: 'float' | 'int32' = 'float'): Tensor {
    return this.once(name, () => this.recorder.input({ from: 'feed', name }, { shape, dtype }));
  }

  /** State that the backend keeps. */
  state(name: string, shape: Shape): Tensor {
    return this.once(name, () => this.recorder.input({ from: 'state', name }, { shape, dtype: 'float' }));
  }

  /** A number that is computed on the host before each step. */
  scalar(name: string, value: StepScalar): Tensor {
    this.scalars.set(name, value);
    return this.once(name, () => this.recorder.input({ from: 'scalar', name }, { shape: [], dtype: 'float' }));
  }

  /** The value that stands for a parameter: its state, until a regularizer's transform replaces it. */
  parameter(path: string, shape: Shape): Tensor {
    return this.values.get(`effective:${path}`) ?? this.state(`parameters/${path}`, shape);
  }

  replaceParameter(path: string, value: Tensor): void {
    this.values.set(`effective:${path}`, value);
  }

  /** Sets what StepContext.sampleWeights gives. */
  useSampleWeights(weights: Tensor): void {
    this.weights = weights;
  }

  /** What a component at `path` may ask for. */
  contextAt(path: string, perSampleNoise = true): RecordingContext {
    const call = this.countCall(path);
    const local = (name: string) => `${joinPath(path, name)}${call === 1 ? '' : `#${call}`}`;
    return {
      training: this.training,
      scalar: (name, value) => {
        requireScalarRequest(name, value);
        return this.scalar(joinPath(path, name), value);
      },
      noise: (name, shape, request) => {
        requireNoiseRequest(name, shape, request);
        const { distribution, perSample, probability } = request;
        const source = `noise/${local(name)}`;
        const noise = { distribution, perSample: perSample && perSampleNoise };
        if (probability !== undefined) this.scalar(`${source}/probability`, probability);
        const full = probability === undefined ? noise : { ...noise, probability: `${source}/probability` };
        return this.once(source, () => this.recorder.input({ from: 'noise', name: source, noise: full }, { shape, dtype: 'float' }));
      },
    };
  }

  /** Applies a layer of the model to tensors. */
  apply(layer: Layer, inputs: readonly Tensor[]): AppliedLayer {
    const place = this.placeOf(layer);
    const result = this.recorder.scoped(place.path, () => this.forward(place, inputs));
    place.spec.inputRanges?.forEach((range, index) => this.noteRange(place, inputs[index], range));
    this.recorder.scoped(place.path, () => requireShapes('output', result.outputs, this.batched(inputs, place)));
    return {
      outputs: result.outputs,
      backward: dOutputs => this.recorder.scoped(place.path, () => {
        requireShapes('gradient of output', dOutputs, result.outputs);
        const gradients = result.backward(dOutputs);
        requireGradients(gradients, { inputs, parameters: place.spec.parameters ?? {} });
        for (const [name, gradient] of Object.entries(gradients.parameters ?? {})) this.ledger.add(joinPath(place.path, name), gradient);
        return gradients.inputs;
      }),
    };
  }

  private forward(place: Place, inputs: readonly Tensor[]): LayerResult {
    const parameters = this.parametersOf(place);
    const context = this.layerContext(place);
    const forward = (x: readonly Tensor[], own: Tensors) => place.layer.forward(context, x, { parameters: own, buffers: this.buffersOf(place) });
    const { recordSurrogate } = this.options;
    if (recordSurrogate !== undefined && place.layer.surrogate === true) return recordSurrogate(this.recorder, inputs, parameters, forward);
    const result = forward(inputs, parameters);
    if (place.layer.surrogate === true) requireSurrogate(result);
    for (const [name, value] of Object.entries(result.penalties ?? {})) this.addPenalty(place.path, name, value);
    for (const [name, value] of Object.entries(result.buffers ?? {})) this.buffers.set(joinPath(place.path, name), value);
    return result;
  }

  private noteRange({ path }: Place, tensor: Tensor | undefined, range: ValueRange | undefined): void {
    if (tensor !== undefined && range !== undefined) this.ranged.push({ tensor, range, path });
  }

  private layerContext({ path }: Place): StepContext {
    const sampleWeights = () => this.sampleWeights();
    return {
      ...this.contextAt(path),
      batchSize: this.batchSize,
      get sampleWeights() { return sampleWeights(); },
      apply: (layer, inputs) => this.apply(layer, inputs),
    };
  }

  /** Zeros where nothing is trained or evaluated: a prediction has no penalties. */
  private sampleWeights(): Tensor {
    const zero = () => this.recorder.record('constant', [], { values: [0], shape: [1], dtype: 'float' });
    return this.weights ?? this.once('no weights', () => zero().broadcastTo([this.batchSize]));
  }

  private parametersOf({ path, spec }: Place): Tensors {
    return mapRecord(spec.parameters ?? {}, ({ shape }, name) => this.parameter(joinPath(path, name), shape));
  }

  private buffersOf({ path, spec }: Place): Tensors {
    return mapRecord(spec.buffers ?? {}, ({ shape }, name) => this.state(`buffers/${joinPath(path, name)}`, shape));
  }

  private batched(inputs: readonly Tensor[], { spec, varied }: Place): readonly { readonly shape: Shape }[] {
    const known = !varied && inputs.every(input => input.shape[0] === this.batchSize);
    return known ? spec.outputs.map(shape => ({ shape: [this.batchSize, ...shape] })) : [];
  }

  private placeOf(layer: Layer): Place {
    const place = this.model.places.get(layer);
    if (place === undefined) throw new ShapeError('a layer is applied that build did not list among its children', { next: 'build it with context.child and return it in `children`' });
    return place;
  }

  private countCall(path: string): number {
    const call = (this.calls.get(path) ?? 0) + 1;
    this.calls.set(path, call);
    return call;
  }

  private addPenalty(path: string, name: string, value: Tensor): void {
    requireScalar(`the penalty ${name}`, value.shape);
    const full = joinPath(path, name);
    this.penalties.set(this.penalties.has(full) ? `${full}#${this.penalties.size}` : full, value);
  }

  private once(name: string, make: () => Tensor): Tensor {
    const tensor = this.values.get(name) ?? make();
    this.values.set(name, tensor);
    return tensor;
  }
}

function mapRecord<T>(record: Readonly<Record<string, T>>, make: (value: T, name: string) => Tensor): Tensors {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value, name)]));
}
