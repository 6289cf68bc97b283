import type { GradientProblem } from '../gradientProblem.ts';
import { layerPasses } from '../layerPass.ts';
import type { StepData } from '../stepData.ts';
import { layerParts } from './layerParts.ts';
import { lossParts } from './lossParts.ts';
import type { Part, Whole } from './part.ts';
import { regularizerParts } from './regularizerParts.ts';

/** Every layer of a problem, the innermost first, every regularizer and every loss, each alone on what reaches it. */
export async function partsOf(problem: GradientProblem, data: StepData): Promise<readonly Part[]> {
  const { model, losses } = problem.objective;
  const whole: Whole = { problem, data, passes: await layerPasses(problem, data), nameOf: problem.nameOf ?? (() => '') };
  return [
    ...[...model.places.values()].toReversed().flatMap(place => layerParts(whole, place)),
    ...model.parameters.flatMap(parameter => regularizerParts(whole, parameter)),
    ...losses.flatMap((_, index) => lossParts(whole, index)),
  ];
}
