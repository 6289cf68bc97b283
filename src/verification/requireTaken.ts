import type { Column } from '../data/dataset.ts';
import { inputRanges } from '../model/inputRanges.ts';
import type { ColumnType } from '../model/recordTraining.ts';
import { checkInputs } from '../training/checkInputs.ts';
import { checkTargets } from '../training/checkTargets.ts';
import { dataOf } from './gradientProblem.ts';
import type { GradientProblem } from './gradientProblem.ts';
import type { StepData } from './stepData.ts';

/** Numbers that a layer or a loss cannot take, indices outside of a table for example, tell nothing of its gradient: throws a DataError that names the first. */
export function requireTaken(problem: GradientProblem): void {
  const { objective, batchSize: count } = problem;
  const { feeds } = dataOf(problem);
  const [inputs, targets] = [columnsOf('inputs', objective.inputTypes, feeds), columnsOf('targets', objective.targets, feeds)];
  const ranges = inputRanges(objective.model, objective.inputTypes);
  checkInputs({ inputs: inputs.map((column, index) => ({ ...column, ranges: ranges[index] })), standardisation: {} }, { inputs });
  checkTargets({ ...objective, metrics: {} }, { count, inputs, targets });
}

function columnsOf(kind: 'inputs' | 'targets', types: readonly ColumnType[], feeds: StepData['feeds']): readonly Column[] {
  return types.map((type, index) => ({ ...type, name: `${kind.slice(0, -1)} ${index}`, values: feeds[`${kind}/${index}`] ?? new Float64Array() }));
}
