import type { Backend } from '../backends/backend.ts';
import type { RunSettings } from '../config/schema.ts';
import { autodiff } from '../gradients/autodiff.ts';
import { backprop } from '../gradients/backprop.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import type { Objective } from '../model/recordTraining.ts';
import { recordStep } from '../training/recordStep.ts';

const engines = { backprop, autodiff };

/** The way to gradients that a config names. */
export function engineFor({ gradients }: RunSettings): GradientEngine {
  return engines[gradients];
}

/** The backend of a config; where that stands for others, the best of them for the model. */
export async function backendFor({ backend, optimizer, training }: RunSettings, objective: Objective, engine: GradientEngine): Promise<Backend> {
  const made = await backend.create();
  return made.chooseFor === undefined ? made : made.chooseFor(recordStep(objective, optimizer, engine, training.batchSize).graph);
}
