import type { Dataset } from '../data/dataset.ts';
import { requireTargetRange } from '../data/targetRange.ts';
import type { Objective } from '../model/recordTraining.ts';

/** Labels that the loss cannot take are refused before the first step: throws a DataError that names the sample which has one. */
export function checkTargets({ losses, model }: Objective, { targets }: Dataset): void {
  losses.forEach(({ loss }, index) => {
    const column = targets[index];
    const range = column && loss.targetRange?.(model.outputs[index] ?? [], column.shape);
    if (column !== undefined && range !== undefined) requireTargetRange(column, range);
  });
}
