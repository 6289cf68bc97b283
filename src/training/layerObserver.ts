import { ConfigError } from '../errors.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import type { Layer } from '../layers/layer.ts';
import type { Place } from '../model/model.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { CompiledStep } from './compiledStep.ts';
import type { HostTensor } from './hostTensor.ts';
import type { StepCompiler } from './stepCompiler.ts';

/** What goes through a layer in a step, `T` a tensor of it. */
interface PassOf<T> {
  /** The layer's path. */
  readonly layer: string;
  readonly inputs: readonly T[];
  readonly outputs: readonly T[];
  /** ∂loss/∂input, one an input; undefined for one that has no gradient, such as class indices. Of an activation it is δ, the error of the weighted sums. */
  readonly inputGradients: readonly (T | undefined)[];
  /** ∂loss/∂output, one an output. */
  readonly outputGradients: readonly (T | undefined)[];
}

/** A layer's inputs, outputs and their gradients, for a batch, in the units that the model works in. */
export type LayerPass = PassOf<HostTensor>;

/** A use of a layer, as it is recorded. */
type Observed = { -readonly [K in keyof PassOf<Tensor>]: PassOf<Tensor>[K] };

const kinds = ['inputs', 'outputs', 'inputGradients', 'outputGradients'] as const;

/** A report in which each layer writes down what goes through it. */
export class LayerObserver {
  readonly compiled: CompiledStep;
  private readonly passes: Observed[] = [];

  /** Throws a ConfigError for gradients that are not those of the layers' own backwards. */
  constructor(compiler: StepCompiler, batchSize: number) {
    const { parts } = compiler;
    requireBackprop(parts.engine);
    const recorded = compiler.record('report', batchSize, { ...parts, objective: this.observed(parts.objective), engine: this.observing(parts.engine) });
    this.compiled = compiler.compile('report', batchSize, recorded);
  }

  /** What went through each layer in the last run, in the order of their use. */
  read(): readonly LayerPass[] {
    return this.passes.map((pass, index) => readPass(this.compiled, pass, index));
  }

  private observed(objective: Objective): Objective {
    const places = [...objective.model.places].map(([layer, place]) => [layer, { ...place, layer: observedLayer(place, this.passes) }] as const);
    return { ...objective, model: { ...objective.model, places: new Map(places) } };
  }

  /** The tensors stand beside the gradients of parameters, which the report gives all. */
  private observing(engine: GradientEngine): GradientEngine {
    return {
      ...engine,
      gradients: (...step) => {
        const gradients = engine.gradients(...step);
        const observed = this.passes.flatMap((pass, index) => kinds.flatMap(kind => pass[kind].flatMap((tensor, place) => (
          tensor === undefined ? [] : [[nameOf(index, kind, place), tensor] as const]))));
        return { ...gradients, parameters: new Map([...gradients.parameters, ...observed]) };
      },
    };
  }
}

function requireBackprop({ name }: GradientEngine): void {
  if (name === 'backprop') return;
  throw new ConfigError('the gradients of layers are those of their own backwards', { where: 'layers', got: `gradients: ${name}`, expected: 'gradients: backprop' });
}

/** The layer, which writes down what goes through it. The outermost one, which has no path, is the model itself. */
function observedLayer({ path, layer }: Place, passes: Observed[]): Layer {
  if (path === '') return layer;
  return {
    surrogate: layer.surrogate === true,
    build: (inputs, context) => layer.build(inputs, context),
    forward(context, inputs, state) {
      const pass: Observed = { layer: path, inputs, outputs: [], inputGradients: [], outputGradients: [] };
      passes.push(pass);
      const result = layer.forward(context, inputs, state);
      pass.outputs = result.outputs;
      return { ...result, backward: dOutputs => {
        const gradients = result.backward(dOutputs);
        pass.outputGradients = dOutputs;
        pass.inputGradients = gradients.inputs;
        return gradients;
      } };
    },
  };
}

function readPass(compiled: CompiledStep, { layer, ...pass }: PassOf<Tensor>, index: number): LayerPass {
  const values = (kind: typeof kinds[number]) => (_: unknown, place: number): HostTensor => {
    const { shape, values: own } = compiled.tensor(`gradients/${nameOf(index, kind, place)}`);
    return { shape, values: own.slice() };
  };
  const gradients = (kind: 'inputGradients' | 'outputGradients') => pass[kind].map((tensor, place) => tensor && values(kind)(tensor, place));
  return {
    layer,
    inputs: pass.inputs.map(values('inputs')), outputs: pass.outputs.map(values('outputs')),
    inputGradients: gradients('inputGradients'), outputGradients: gradients('outputGradients'),
  };
}

function nameOf(index: number, kind: string, place: number): string {
  return `layer ${index}/${kind}/${place}`;
}
