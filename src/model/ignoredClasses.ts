import type { Objective } from './recordTraining.ts';

/** For each loss the class index that it ignores, undefined where it ignores none: such targets count neither in metrics nor among the classes. */
export function ignoredClasses({ losses, model: { outputs }, targets }: Pick<Objective, 'losses' | 'model' | 'targets'>): readonly (number | undefined)[] {
  return losses.map(({ loss }, index) => {
    const [output, target] = [outputs[index], targets[index]];
    return output && target && loss.targetRange?.(output, target.shape)?.beside;
  });
}
