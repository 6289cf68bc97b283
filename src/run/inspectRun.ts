import type { Gap } from '../backends/backend.ts';
import { simplify } from '../graph/simplify.ts';
import type { Graph } from '../tensor/graph.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { parameterCount } from '../model/model.ts';
import type { Place } from '../model/model.ts';
import { epochLength } from '../training/epochLength.ts';
import { stateEntries } from '../training/recordStep.ts';
import type { Run } from '../training/run.ts';
import type { Purpose } from '../training/stepCompiler.ts';

/** A layer of a model. Shapes are without the batch axis. */
export interface InspectedLayer {
  readonly path: string;
  readonly outputs: readonly Shape[];
  /** The layer's own parameters by name; those of its children stand with them. */
  readonly parameters: Readonly<Record<string, Shape>>;
}

/** What a run is made of and what its step takes, before a step is taken. */
export interface Inspection {
  readonly name: string;
  readonly backend: string;
  /** What the backend runs on and why it was chosen, where it says so. */
  readonly about: string | undefined;
  /** Backends that were passed over for it, a line each. */
  readonly passedOver: readonly string[];
  readonly gradients: string;
  readonly purpose: Purpose;
  readonly batchSize: number;
  readonly inputs: readonly Shape[];
  readonly layers: readonly InspectedLayer[];
  /** The number of trained values. */
  readonly parameters: number;
  readonly memory: {
    /** Bytes of parameters, optimizer slots and buffers. */
    readonly state: number;
    /** Bytes of a step beside the state, its batch included; undefined where the backend lacks an operation. */
    readonly step: number | undefined;
  };
  /** Training samples and steps an epoch; undefined where the run has no data. */
  readonly samples: number | undefined;
  readonly stepsPerEpoch: number | undefined;
  /** The number of operations in the simplified graph. */
  readonly operations: number;
  /** Operations that the backend lacks, with the layers that use them. */
  readonly gaps: readonly Gap[];
}

/** Looks at a run's model, memory and graph. Nothing is trained. */
export function inspectRun(run: Run, purpose: Purpose = 'train'): Inspection {
  const { name, backend, engine, objective: { model }, optimizer, data, training: { batchSize } } = run.parts;
  const gaps = backend.gaps(run.graph(purpose));
  const values = stateEntries(model, optimizer).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return {
    name, backend: backend.name, about: backend.about, passedOver: backend.passedOver ?? [], gradients: engine.name, purpose, batchSize, gaps,
    inputs: model.inputs,
    layers: [...model.places.values()].flatMap(inspected),
    parameters: parameterCount(model),
    memory: { state: values * (backend.precision === 'float64' ? 8 : 4), step: gaps.length === 0 ? run.memory(purpose) : undefined },
    samples: data && epochLength(data, batchSize).samples,
    stepsPerEpoch: data && epochLength(data, batchSize).steps,
    operations: operationCount(run.graph(purpose)),
  };
}

/** The outermost layer has no path: it is listed only where it is the whole model. */
function inspected({ path, spec }: Place): readonly InspectedLayer[] {
  if (path === '' && (spec.children ?? []).length > 0) return [];
  const parameters = Object.entries(spec.parameters ?? {}).map(([name, { shape }]) => [name, shape] as const);
  return [{ path, outputs: spec.outputs, parameters: Object.fromEntries(parameters) }];
}

function operationCount(graph: Graph): number {
  return simplify(graph).nodes.filter(({ op }) => op !== 'input' && op !== 'constant').length;
}
