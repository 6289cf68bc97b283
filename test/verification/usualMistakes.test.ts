import { createRun } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { componentProblems } from '../../src/verification/componentProblems.ts';
import { runProblem } from '../../src/verification/runProblem.ts';
import { verifyProblem } from '../../src/verification/verifyProblem.ts';
import { usualMistakes } from './usualMistakes.ts';

/** The hints of a component's first case, one a wrong gradient. */
async function hintsOf(kind: 'layer' | 'loss' | 'regularizer', name: string): Promise<readonly (string | undefined)[]> {
  const [problem] = componentProblems({ kind, name, plugins: [usualMistakes] });
  if (problem === undefined) throw new Error(`${name} has no case`);
  const { culprits } = await verifyProblem(problem);
  return culprits.flatMap(({ figures }) => figures.map(({ hint }) => hint));
}

const outside = 'it depends on the noise "mask" of the forward, which the backward leaves out: the mask, or its scaling, is missing';
const after = "dy the gradient of the layer's output: the derivative of what comes after, an activation or a mask for example, is missing";
const halved = 'it is 0.5 times what it should be (the 2 of a square is missing in its derivative, or a ½ in the penalty)';

describe('a hint leads to the line', () => {
  it.each<['layer' | 'loss' | 'regularizer', string, readonly (string | undefined)[]]>([
    ['layer', 'sigmoidPlus', ['it is dy·(y + y²), and should be dy·(y − y²)']],
    ['layer', 'tanhOfInput', ['it is dy·(1 − x²), and should be dy·(1 − y²)']],
    ['layer', 'softplusAtOutput', ['the derivative is taken at the output of the layer, not at its input']],
    ['layer', 'geluAtOutput', ['the derivative is taken at the output of the layer, not at its input']],
    ['layer', 'sineOfSquare', ['a factor 2·x is missing']],
    ['layer', 'gateAlone', ['it is dy·σ(x), and should be dy·(σ(x) + y − y·σ(x))']],
    ['layer', 'onePieceWrong', ['where x < 0 it is dy·y, and should be dy·(1 + y); right elsewhere']],
    ['layer', 'withoutPiece', ['where x < 0 it should be 0, since these elements have no influence; right elsewhere']],
    ['layer', 'softmaxDiagonal', ['it is dy·(y − y²), of each element by itself: what an input does to the other outputs is missing, all of the Jacobian but its diagonal']],
    ['layer', 'softmaxWithoutSum', ['it is off by y times one number for each sample: a sum or a mean over its last axis is missing or wrong']],
    ['layer', 'softmaxWrongAxis', ['a sum or a mean in it runs along the wrong axis']],
    ['layer', 'statisticsConstant', ['it is dy times one number for each sample, as if that number did not depend on the input: what the input does to it (through a mean, a deviation, a sum) is missing']],
    ['layer', 'withoutMean', ['it is off by one number for each sample: a sum or a mean over its last axis is missing or wrong']],
    ['layer', 'withoutVariance', ['it is off by y times one number for each sample: a sum or a mean over its last axis is missing or wrong']],
    ['layer', 'lastStepAlone', ['at indices 0, 1, 2 of axis 1 it is 0, and should not be; right at index 3']],
    ['layer', 'withoutActivation', [`it is xᵀ·dy, ${after}`, undefined]],
    ['layer', 'withoutTranspose', ['w stands where its transpose belongs']],
    ['layer', 'outputForInput', ['the output of the layer stands in it where its input belongs']],
    ['layer', 'withoutInput', ['it is Σ dy, and should be Σ x·dy']],
    ['loss', 'withoutTarget', ['it is dValues·softmax(prediction), and should be dValues·(softmax(prediction) − target)']],
    ['loss', 'withoutValues', ["it is not multiplied by dValues, which holds the samples' weights and the mean over the batch"]],
    ['loss', 'withoutClip', ['where |error| > 1 it is dValues·error, and should be dValues·sign(error); right elsewhere']],
    ['regularizer', 'halved', [halved, halved]],
    ['regularizer', 'withoutGradient', Array(2).fill('it is 0 everywhere: the penalty has no gradient')],
    ['regularizer', 'valueForSign', Array(2).fill('it is 0.1·w, and should be 0.1·sign(w)')],
    ['regularizer', 'withoutMask', [outside, outside]],
    ['regularizer', 'anotherMask', Array(2).fill('the backward draws noise anew, "again": it has to use what its forward drew')],
  ])('of the %s %s', async (kind, name, hints) => expect(await hintsOf(kind, name)).toEqual(hints));

  it('of a penalty on an output too, as of one on a parameter', async () => {
    const [, onOutput, inList] = componentProblems({ kind: 'regularizer', name: 'halved', plugins: [usualMistakes] });
    for (const [problem, verdict] of [[onOutput, /^the regularizer halved on dense: gradient of input 0: wrong; .*2 of a square/u], [inList, /^the regularizer halved: gradient of input 0: wrong; .*2 of a square/u]] as const) {
      if (problem === undefined) throw new Error('a case is missing');
      expect((await verifyProblem(problem)).verdict).toMatch(verdict);
    }
  });

  it('of the parts of a config, by their names', async () => {
    await using run = await createRun({
      plugins: [usualMistakes], data: { use: 'blobs', features: 3 }, optimizer: 'sgd', loss: 'categoricalCrossEntropy',
      model: [{ use: 'dense', units: 3, kernelRegularizer: 'halved', name: 'first' }, { use: 'tanh', outputRegularizer: 'withoutGradient' }, 'tanhOfInput', { use: 'dense', units: 3 }],
    });
    const { culprits } = await verifyProblem(runProblem(run.parts, 4));
    expect(culprits.map(({ kind, path, component }) => `${kind} ${path} ${component}`)).toEqual(['layer tanhOfInput tanhOfInput', 'regularizer tanh withoutGradient', 'regularizer first/kernel halved']);
  });
});
