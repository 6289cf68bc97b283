import {
  binaryFocalCrossEntropy, categoricalCrossEntropy, categoricalFocalCrossEntropy, categoricalHinge, cosineSimilarity, createRun, hinge, huber, klDivergence, lambda, logCosh, meanAbsoluteError,
  meanAbsolutePercentageError, meanSquaredLogarithmicError, perceptron, poisson, sgd, squaredHinge,
} from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { withRun } from '../training/problems.ts';

type Rows = readonly (number | readonly number[])[];
type Loss = RunConfig['loss'];

/** Loss of a batch and its gradient by the predictions. */
async function solved(loss: Loss, predictions: Rows, targets: Rows, backend = 'typescript:float64', model: RunConfig['model'] = 'linear') {
  const shapeOf = (rows: Rows) => (Array.isArray(rows[0]) ? [rows[0].length] : []);
  const shapes = { inputs: [shapeOf(predictions)], targets: [shapeOf(targets)] };
  return withRun({ model, loss, optimizer: sgd(), shapes, backend }, async run => {
    const { loss: value, inputs: [gradient] } = await run.gradients({ inputs: predictions, targets });
    return { value, gradient: Array.from(gradient?.values ?? []) };
  });
}

describe('far from the target', () => {
  const far = [[1e4, -1e4], [1e30, -1e30]];
  const target = [[1, 0], [0, 1]];

  it.each([
    ['meanAbsoluteError', meanAbsoluteError()], ['huber', huber()], ['logCosh', logCosh()], ['hinge', hinge()], ['perceptron', perceptron()], ['categoricalHinge', categoricalHinge()],
    ['meanSquaredLogarithmicError', meanSquaredLogarithmicError()], ['klDivergence', klDivergence()], ['binaryFocalCrossEntropy', binaryFocalCrossEntropy({ gamma: 0.5 })],
    ['categoricalFocalCrossEntropy', categoricalFocalCrossEntropy({ gamma: 0.5 })], ['categoricalFocalCrossEntropy, γ = 0', categoricalFocalCrossEntropy({ gamma: 0 })],
  ])('%s is finite in float32, its gradient too', async (_, loss) => {
    const { value, gradient } = await solved(loss, far, target, 'typescript');
    expect([value, ...gradient].filter(number => !Number.isFinite(number))).toEqual([]);
    expect(value).toBeGreaterThan(0);
  });

  it('poisson takes any logarithm of a rate that float32 can hold', async () => {
    const { value, gradient } = await solved(poisson({ fromLogRate: true }), [[80, -1e4]], [[1, 0]], 'typescript');
    expectClose([value, ...gradient], [(Math.exp(80) - 80) / 2, Math.exp(80) / 2, 0], tolerances.float32);
  });
});

describe('near the target', () => {
  it('logCosh keeps the digits of a small error in float32', async () => {
    const { value } = await solved(logCosh(), [[1e-4]], [[0]], 'typescript');
    expect(Math.abs(value / 5e-9 - 1)).toBeLessThan(1e-5);
  });

  it('a focal loss has no gradient where the answer is certain and right', async () => {
    for (const gamma of [0, 0.5, 2]) {
      expect((await solved(binaryFocalCrossEntropy({ gamma }), [[200, -200]], [[1, 0]], 'typescript')).gradient.map(Math.abs)).toEqual([0, 0]);
      expect((await solved(categoricalFocalCrossEntropy({ gamma }), [[200, -200]], [[1, 0]], 'typescript')).gradient.map(Math.abs)).toEqual([0, 0]);
    }
  });

  it('a focal loss of γ = 0 is cross entropy', async () => {
    const [logits, target] = [[[0.3, -1, 2], [1, 0, -0.5]], [[0, 0, 1], [0.2, 0.3, 0.5]]];
    const [focal, plain] = [await solved(categoricalFocalCrossEntropy({ gamma: 0 }), logits, target), await solved(categoricalCrossEntropy(), logits, target)];
    expectClose([focal.value, ...focal.gradient], [plain.value, ...plain.gradient], tolerances.float64);
  });
});

describe('on a kink', () => {
  it('the derivative is the one that is documented', async () => {
    const slope = async (loss: Loss, a: number, t: number) => (await solved(loss, [[a]], [[t]])).gradient[0];
    expect(await slope(meanAbsoluteError(), 2, 2)).toBe(0);
    expect(await slope(meanAbsolutePercentageError(), 2, 2)).toBe(0);
    expect(await slope(hinge(), 1, 1)).toBeCloseTo(0);
    expect(await slope(perceptron(), 0, 1)).toBe(-1);
    expect(await slope(perceptron(), 0, 0)).toBe(1);
  });

  it('the perceptron learns by its rule: w ← w + η·t·x for a sample on the wrong side', async () => {
    await withRun({ model: { use: 'dense', units: 1, kernelInitializer: 'zeros' }, loss: perceptron({ reduction: 'sum' }), optimizer: sgd({ learningRate: 0.5 }), shapes: { inputs: [[2]], targets: [[1]] }, backend: 'typescript:float64' }, async run => {
      await run.step({ inputs: [[3, -1]], targets: [[0]] });
      expect(Array.from((await run.getWeights())['dense/kernel']?.values ?? [])).toEqual([-1.5, 0.5]);
      await run.step({ inputs: [[3, -1]], targets: [[0]] });
      expect(Array.from((await run.getWeights())['dense/kernel']?.values ?? [])).toEqual([-1.5, 0.5]);
    });
  });

  it('a vector of zeros has the cosine 0', async () => {
    const { value, gradient } = await solved(cosineSimilarity(), [[0, 0]], [[3, 4]], 'typescript');
    expectClose([value, ...gradient], [0, -0.6e6, -0.8e6], tolerances.float32);
  });
});

it('a NaN survives every loss', async () => {
  const losses = [
    meanAbsoluteError(), meanAbsolutePercentageError(), meanSquaredLogarithmicError(), huber(), logCosh(), poisson(), cosineSimilarity(), hinge(), squaredHinge(), perceptron(),
    categoricalHinge(), klDivergence(), klDivergence({ fromLogits: false }), binaryFocalCrossEntropy(), binaryFocalCrossEntropy({ fromLogits: false }),
    categoricalFocalCrossEntropy(), categoricalFocalCrossEntropy({ fromLogits: false }),
  ];
  const broken = lambda(x => x.div(x));
  for (const loss of losses) expect((await solved(loss, [[0, 0.5]], [[1, 0]], 'typescript:float64', broken)).value, JSON.stringify(loss)).toBeNaN();
});

it('label smoothing means the same for class indices and for one-hot rows', async () => {
  const logits = [[0.3, -1, 2], [1, 0, -0.5]];
  for (const loss of [categoricalCrossEntropy({ labelSmoothing: 0.2 }), categoricalFocalCrossEntropy({ labelSmoothing: 0.2 })]) {
    const [indices, rows] = [await solved(loss, logits, [2, 0]), await solved(loss, logits, [[0, 0, 1], [1, 0, 0]])];
    expectClose([indices.value, ...indices.gradient], [rows.value, ...rows.gradient], tolerances.float64);
  }
});

describe('bad input', () => {
  const wrong = (loss: Loss, prediction: Rows = [[1, 2]], target: Rows = [[1, 0]]) => solved(loss, prediction, target).then(() => 'taken', (error: unknown) => (error instanceof Error ? error.message : ''));

  it('options out of range name their key', async () => {
    for (const [loss, key] of [
      [huber({ delta: 0 }), 'delta'], [binaryFocalCrossEntropy({ gamma: -1 }), 'gamma'], [binaryFocalCrossEntropy({ alpha: 1.5 }), 'alpha'],
      [categoricalCrossEntropy({ axis: 0 }), 'axis'], [categoricalCrossEntropy({ labelSmoothing: 1.1 }), 'labelSmoothing'], [klDivergence({ epsilon: 0 }), 'epsilon'],
    ] as const) expect(await wrong(loss)).toContain(`loss.${key}`);
  });

  it('an axis that the prediction lacks', async () => {
    expect(await wrong(categoricalCrossEntropy({ axis: 2 }))).toMatch(/^loss: the prediction has no such axis\n.*axis 2 of \[32, 2\]/);
    expect(await wrong(cosineSimilarity(), [1], [1])).toMatch(/^loss: the prediction has no such axis/);
  });

  it('a distribution over a single class, to which a softmax gives all', async () => {
    expect(await wrong(klDivergence(), [[1], [2]], [[1], [0]])).toMatch(/^loss: a single unit tells no classes apart\n.*\[32, 1\]\n.*\n {2}next: for yes or no/);
    expect(await wrong(klDivergence({ axis: 1 }), [[1], [2]], [[1], [0]])).toMatch(/^loss: a single unit/);
    expect(await wrong(klDivergence({ fromLogits: false }), [[1], [2]], [[1], [0]])).toBe('taken');
  });

  it('ignoreClass with one-hot rows', async () => {
    expect(await wrong(categoricalCrossEntropy({ ignoreClass: 1 }))).toMatch(/^loss: rows of probabilities have no class index to ignore/);
  });

  it('alpha of another number of classes', async () => {
    expect(await wrong(categoricalFocalCrossEntropy({ alpha: [1, 2, 3] }))).toMatch(/^loss: alpha lists another number of classes.*\n.*3\n.*2/);
  });

  it('targets that a loss cannot take', async () => {
    expect(await wrong(hinge(), [[1, 2]], [[1, 7]])).toMatch(/batch\.targets, sample 0, feature 1: a label is out of range\n.*7/);
    expect(await wrong(hinge(), [[1, 2]], [[1, 0.5]])).toMatch(/a label is not a whole number\n.*0\.5\n {2}expected: -1 or 1 \(or 0 and 1\)\n {2}next: .*binaryCrossEntropy/);
    expect(await wrong(squaredHinge(), [[1, 2]], [[1, -2]])).toMatch(/a label is out of range\n.*-2\n {2}expected: -1 or 1 \(or 0 and 1\)\n/);
    expect(await wrong(poisson(), [[1, 2]], [[1, -2]])).toMatch(/a target is out of range\n.*-2/);
    expect(await wrong(klDivergence(), [[1, 2]], [[1.5, 0]])).toMatch(/a target is out of range\n.*1\.5/);
    expect(await wrong(categoricalCrossEntropy(), [[1, 2]], [2])).toMatch(/a label is out of range\n.*2/);
    expect(await wrong(categoricalCrossEntropy({ ignoreClass: 255 }), [[1, 2], [1, 2]], [255, 254])).toMatch(/sample 1: a label is out of range\n.*254/);
    expect(await wrong(categoricalCrossEntropy({ ignoreClass: 255 }), [[1, 2], [1, 2]], [255, 1])).toBe('taken');
  });

  it('is refused when the run is made where the config holds it', async () => {
    await expect(createRun({ model: 'linear', loss: 'hubber', optimizer: sgd(), shapes: { inputs: [[1]], targets: [[1]] } })).rejects.toThrow(/did you mean: huber\?/);
  });
});
