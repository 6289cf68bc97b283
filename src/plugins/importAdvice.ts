import type { Kind } from '../components/kinds.ts';
import { suggestNames } from '../errors.ts';
import { InvalidConfigError } from './problem.ts';
import type { Problem } from './problem.ts';
import { standIns } from './unknownComponent.ts';

/** The components that the core exports; where the export has another name than the component, that stands behind `=`. */
export const exported: Readonly<Record<Exclude<Kind, 'observer'>, string>> = {
  layer: `
    add average batchNormalization celu concatenate dense elu embedding exponential flatten fork gelu glu hardShrink hardSigmoid hardSwish hardTanh lambda
    layerNormalization leakyRelu linear logSigmoid logSoftmax maximum minimum mish multiply parallel permute prelu randomFlip randomShift relu relu6
    reshape residual selu sequential sigmoid silu softShrink softmax softplus softsign sparsePlus sparseSigmoid sparsemax squareplus step subtract tanh
    tanhShrink threshold
  `,
  loss: `
    binaryCrossEntropy binaryFocalCrossEntropy categoricalCrossEntropy categoricalFocalCrossEntropy categoricalHinge cosineSimilarity hinge huber
    klDivergence logCosh meanAbsoluteError meanAbsolutePercentageError meanSquaredError meanSquaredLogarithmicError perceptron poisson squaredHinge
  `,
  optimizer: `
    accumulate adadelta adafactor adagrad adam adamax adamw amsgrad averageWeights chain clipByGlobalNorm clipByNorm clipByValue decoupledWeightDecay lion
    lookahead momentum nadam parameterGroups rmsprop scaleByRate sgd
  `,
  regularizer: `
    alphaDropout dropout elasticNet gaussianDropout gaussianNoise l1 l2 orthogonal=orthogonalRegularizer
  `,
  projection: `
    maxNorm nonNegative unitNorm
  `,
  initializer: `
    constant givenValues glorotNormal glorotUniform heNormal heUniform identity lecunNormal lecunUniform normal ones orthogonal truncatedNormal uniform
    varianceScaling zeros
  `,
  schedule: `
    constant=constantSchedule cosineDecay cosineDecayRestarts exponentialDecay inverseTimeDecay multiStep oneCycle piecewiseConstant polynomialDecay
    reduceOnPlateau stepDecay warmUp
  `,
  metric: `
    accuracy auc binaryAccuracy categoricalAccuracy confusionMatrix cosineSimilarity=cosineSimilarityMetric f1 fBeta falseNegatives falsePositives
    labelAccuracy mean=meanMetric precision precisionAtRecall r2 recall recallAtPrecision rootMeanSquaredError sensitivityAtSpecificity
    specificityAtSensitivity sum=sumMetric topKAccuracy trueNegatives truePositives
  `,
  dataSource: `
    arrays blobs breastCancer bumpy circles csv digits idx iris jsonLines=jsonLinesData linear=linearData mnist spirals stream twoMoons wine xor
  `,
  backend: `
    auto native onnx tfjs typescript wasm
  `,
};

const knowsGiven = 'the core knows what it is given: import';

/** An error of the core, which knows the components that it is given alone: for each name that it does not know, with the import that was meant. */
export function withImports(error: InvalidConfigError): InvalidConfigError {
  return InvalidConfigError.of(error.problems.map(problem => (problem.unknown === undefined ? problem : { ...problem, ...importOf(problem.unknown, problem.nearest) })));
}

function importOf({ kind, name }: NonNullable<Problem['unknown']>, given: string | undefined): Pick<Problem, 'nearest' | 'alsoNear' | 'next'> {
  const exports = exportsOf(kind);
  const [plain = name] = kind === 'backend' ? name.split(':') : [name];
  const near = exports.has(plain) ? { nearest: undefined, alsoNear: undefined } : suggestNames(plain, [...(given === undefined ? [] : [given]), ...exports.keys()]);
  const { nearest } = near;
  if (nearest !== undefined && nearest === given) return { ...near, next: undefined };
  const own = exports.get(nearest ?? plain);
  if (own === undefined) return { ...near, next: `${knowsGiven} the component and write it in place of its name` };
  return { ...near, next: `${knowsGiven} { ${own} } from 'chainrule/core' and write ${own}({ … }) for the name, or createRun(config, { components: [${own}] })` };
}

/** The exports of a kind, and of what can stand in its place, by the names of the components. */
function exportsOf(kind: Kind): ReadonlyMap<string, string> {
  const other = standIns[kind];
  const words = [...(other === undefined ? [] : wordsOf(other)), ...wordsOf(kind)];
  return new Map(words.map(word => {
    const [name = word, own = name] = word.split('=');
    return [name, own];
  }));
}

function wordsOf(kind: Kind): readonly string[] {
  return kind === 'observer' ? [] : exported[kind].trim().split(/\s+/u);
}
