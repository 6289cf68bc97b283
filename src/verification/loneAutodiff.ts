import { ChainruleError } from '../errors.ts';
import { buildModel } from '../model/model.ts';
import type { Shape } from '../tensor/shape.ts';
import { compareGradients } from './compareGradients.ts';
import type { VerifyOptions } from './compareGradients.ts';
import { typeOf } from './columns.ts';
import type { GradientProblem } from './gradientProblem.ts';
import { linearFunctional } from './linearFunctional.ts';
import { innermost } from './parts/innermost.ts';
import type { Part } from './parts/part.ts';
import type { LoneAutodiff, VerifiedFigure } from './verification.ts';

/** The parts of a problem for which tf.js alone gives another gradient, each with the smallest batch and shapes that were found to show it. */
export function findLoneAutodiff(problem: GradientProblem, options: VerifyOptions): Promise<readonly LoneAutodiff[]> {
  return innermost(problem, part => loneIn(part, options));
}

async function loneIn(part: Part, options: VerifyOptions): Promise<LoneAutodiff | undefined> {
  const figure = await loneFigure(part.problem, options);
  if (figure === undefined) return undefined;
  const smallest = await shrunk(part, figure, options);
  const { path, component } = part;
  return { path, component, figure: smallest.figure, inputs: smallest.problem.objective.inputTypes.map(({ shape }) => [smallest.problem.batchSize, ...shape]) };
}

async function loneFigure(problem: GradientProblem, options: VerifyOptions): Promise<VerifiedFigure | undefined> {
  return (await compareGradients(problem, options)).findings.figures.find(({ status }) => status === 'autodiff alone');
}

interface Case {
  readonly problem: GradientProblem;
  readonly figure: VerifiedFigure;
}

/** Takes a batch of 1, then each extent 1 or 2, as long as tf.js still stands alone. Only a layer can be built for other shapes. */
async function shrunk(part: Part, figure: VerifiedFigure, options: VerifyOptions): Promise<Case> {
  let smallest: Case = { problem: part.problem, figure };
  if (part.layer === undefined) return smallest;
  const attempt = async (shapes: readonly Shape[], batchSize: number): Promise<boolean> => {
    const problem = rebuilt(part, shapes, batchSize);
    const found = problem && await loneFigure(problem, options);
    if (problem !== undefined && found !== undefined) smallest = { problem, figure: found };
    return found !== undefined;
  };
  const shapesNow = () => smallest.problem.objective.inputTypes.map(({ shape }) => shape);
  for (const batchSize of [1, 2]) if (batchSize < part.problem.batchSize && await attempt(shapesNow(), batchSize)) break;
  for (const [input, axis] of places(shapesNow())) {
    for (const extent of [1, 2]) {
      const shapes = shapesNow().map((shape, index) => (index === input ? shape.with(axis, extent) : shape));
      if (extent < (shapesNow()[input]?.[axis] ?? 0) && await attempt(shapes, smallest.problem.batchSize)) break;
    }
  }
  return smallest;
}

function places(shapes: readonly Shape[]): readonly (readonly [number, number])[] {
  return shapes.flatMap((shape, input) => shape.map((_, axis) => [input, axis] as const));
}

/** The layer on drawn inputs of other shapes; undefined where it does not take them. */
function rebuilt({ layer, component, problem }: Part, shapes: readonly Shape[], batchSize: number): GradientProblem | undefined {
  if (layer === undefined) return undefined;
  try {
    const model = buildModel(layer, shapes, own => (own === layer ? component : problem.nameOf?.(own) ?? 'layer'));
    const inputs = problem.objective.inputTypes.map(({ dtype }, index) => ({ dtype, shape: shapes[index] ?? [] }));
    const targets = model.outputs.map(shape => ({ shape }));
    const { data: _, ...drawn } = problem;
    return {
      ...drawn, batchSize, columns: { inputs, targets },
      objective: { model, metrics: {}, inputTypes: inputs, targets: targets.map(typeOf), losses: targets.map(() => ({ loss: linearFunctional, weight: 1 })) },
    };
  } catch (error) {
    if (error instanceof ChainruleError) return undefined;
    throw error;
  }
}
