import type { Backend } from '../backends/backend.ts';
import type { RunSettings } from '../config/schema.ts';
import { backprop } from '../gradients/backprop.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import type { Objective } from '../model/recordTraining.ts';
import type { Graph } from '../tensor/graph.ts';
import { recordStep } from '../training/recordStep.ts';

/** The way to gradients that a config names. */
export async function engineFor({ gradients }: RunSettings): Promise<GradientEngine> {
  return gradients === 'backprop' ? backprop : (await import('../gradients/autodiff.ts')).autodiff;
}

/** The backend of a config; where that stands for others, the best of them for the model. */
export async function backendFor({ backend, optimizer, training }: RunSettings, objective: Objective, engine: GradientEngine): Promise<Backend> {
  return chosenFor(await backend.create(), () => recordStep(objective, optimizer, engine, training.batchSize).graph);
}

/** The backend itself; where it stands for others, the best of them for a graph, which is recorded only then. */
export async function chosenFor(backend: Backend, graph: () => Graph): Promise<Backend> {
  return backend.chooseFor === undefined ? backend : backend.chooseFor(graph());
}
