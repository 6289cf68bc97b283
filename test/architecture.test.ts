import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as chainrule from 'chainrule';
import * as testing from 'chainrule/testing';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));

/** What each folder may import at run time. Types of another part's interface may come from anywhere above `config`. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  platform: ['errors'],
  tensor: ['errors'],
  random: ['tensor'],
  graph: ['tensor', 'errors'],
  components: ['tensor', 'errors'],
  layers: ['tensor', 'components', 'errors'],
  losses: ['tensor', 'components', 'errors'],
  optimizers: ['tensor', 'components', 'errors'],
  regularizers: ['tensor', 'components', 'errors'],
  projections: ['tensor', 'components', 'errors'],
  initializers: ['tensor', 'components', 'errors', 'random'],
  schedules: ['tensor', 'components', 'errors'],
  metrics: ['tensor', 'components', 'errors'],
  data: ['tensor', 'components', 'errors', 'random', 'platform'],
  backends: ['tensor', 'graph', 'random', 'errors', 'components', 'platform'],
  model: ['tensor', 'graph', 'errors'],
  gradients: ['tensor', 'graph', 'model', 'errors'],
  training: ['tensor', 'graph', 'random', 'backends', 'model', 'gradients', 'optimizers', 'data', 'components', 'errors', 'platform'],
  benchmark: ['training', 'backends', 'graph', 'model', 'tensor', 'random', 'data', 'errors', 'platform'],
  plugins: ['components', 'layers', 'losses', 'optimizers', 'regularizers', 'projections', 'initializers', 'schedules', 'metrics', 'data', 'backends', 'training', 'random', 'platform', 'errors'],
  charts: ['errors', 'platform'],
  report: ['charts', 'verification', 'errors', 'platform'],
  config: ['training', 'plugins', 'components', 'errors', 'platform', 'host'],
  run: ['config', 'plugins', 'training', 'model', 'gradients', 'data', 'graph', 'tensor', 'errors', 'platform', 'components', 'layers', 'schedules', 'initializers'],
  verification: ['tensor', 'graph', 'random', 'components', 'layers', 'model', 'gradients', 'backends', 'training', 'plugins', 'errors'],
};
/** These tie the rest together, and are imported by nothing in it. */
const ends = ['cli', 'index', 'core', 'testing', 'host'];

interface Import {
  readonly from: string;
  readonly folder: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function folderOf(file: string): string {
  return relative(source, file).split('/')[0]?.replace(/\.ts$/, '') ?? '';
}

function importsOf(file: string): readonly Import[] {
  const from = join(source, file);
  const statements = readFileSync(from, 'utf8').matchAll(/^(?:import|export)( type)?[^;]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gm);
  return [...statements].map(([, type, named, dynamic]) => ({
    from: file, folder: folderOf(from), target: folderOf(resolve(dirname(from), named ?? dynamic ?? '')), typeOnly: type !== undefined,
  }));
}

describe('the house', () => {
  it('imports one way', () => {
    const outward = files.flatMap(importsOf).filter(({ folder, target }) => folder !== target && !ends.includes(folder));
    const wrong = outward.filter(({ folder, target, typeOnly }) => {
      if (typeOnly && !['cli', 'index', 'core', 'testing', 'run'].includes(target)) return false;
      return !(allowed[folder] ?? []).includes(target);
    });
    expect(wrong.map(({ from, target }) => `${from} imports ${target}`)).toEqual([]);
  });

  it('has a rule for every folder', () => {
    const folders = new Set(files.map(file => folderOf(join(source, file))));
    expect([...folders].filter(folder => !(folder in allowed) && !ends.includes(folder))).toEqual([]);
  });

  it('keeps every file under 300 lines', () => {
    const long = files.filter(file => readFileSync(join(source, file), 'utf8').split('\n').length > 300);
    expect(long).toEqual([]);
  });

  it("imports modules of Node's in the command line alone, so that a browser can load the rest", () => {
    const importing = files.filter(file => /^(?! \*).*(?:from |(?<!typeof )import\()'node:/m.test(readFileSync(join(source, file), 'utf8')));
    expect(importing.filter(file => !file.startsWith('cli/'))).toEqual([]);
  });

  it('checks options with the small zod, as a namespace, so that a bundle holds no more of it than is used', () => {
    const whole = files.filter(file => file !== 'index.ts' && /from 'zod'|\{[^}]*\} from 'zod\/mini'/.test(readFileSync(join(source, file), 'utf8')));
    expect(whole).toEqual([]);
  });

  it('loads tf.js only where its backend is made', () => {
    const loaders = files.filter(file => /^import (?!type)[^;]*from '@tensorflow/m.test(readFileSync(join(source, file), 'utf8')));
    expect(loaders).toEqual([]);
  });
});

describe('the public names', () => {
  it('of chainrule are these', () => {
    expect(Object.keys(chainrule).toSorted()).toMatchInlineSnapshot(`
      [
        "BACKEND",
        "BACKEND_PROVIDER",
        "BackendError",
        "CLOCK",
        "COMMANDS",
        "CONSTRUCT",
        "CONTRIBUTIONS",
        "ChainruleError",
        "ConfigError",
        "DataError",
        "FrameInputs",
        "GRADIENT_ENGINE",
        "LOGGER",
        "MinimizationError",
        "ModelFileError",
        "NonFiniteError",
        "OPTIONS",
        "PluginError",
        "RANDOM",
        "RUN_FOLDER",
        "SEED",
        "ShapeError",
        "Tensor",
        "accumulate",
        "accuracy",
        "activation",
        "activations",
        "adadelta",
        "adafactor",
        "adagrad",
        "adam",
        "adamax",
        "adamw",
        "add",
        "alphaDropout",
        "amsgrad",
        "applyOne",
        "arrays",
        "auc",
        "average",
        "averageWeights",
        "batchNormalization",
        "binaryAccuracy",
        "binaryCrossEntropy",
        "binaryFocalCrossEntropy",
        "blobs",
        "breastCancer",
        "bumpy",
        "categoricalAccuracy",
        "categoricalCrossEntropy",
        "categoricalFocalCrossEntropy",
        "categoricalHinge",
        "celu",
        "chain",
        "chainOf",
        "circles",
        "clipByGlobalNorm",
        "clipByNorm",
        "clipByValue",
        "concatenate",
        "confusionMatrix",
        "constant",
        "constantSchedule",
        "cosineDecay",
        "cosineDecayRestarts",
        "cosineSimilarity",
        "cosineSimilarityMetric",
        "createRun",
        "crossValidate",
        "csv",
        "dataSources",
        "decoupledWeightDecay",
        "defineBackend",
        "defineCommand",
        "defineDataSource",
        "defineInitializer",
        "defineLayer",
        "defineLoss",
        "defineMetric",
        "defineObserver",
        "defineOptimizer",
        "definePlugin",
        "defineProjection",
        "defineRegularizer",
        "defineSchedule",
        "dense",
        "differentiate",
        "digits",
        "dropout",
        "elasticNet",
        "elementwiseFunctions",
        "elu",
        "embedding",
        "exponential",
        "exponentialDecay",
        "f1",
        "fBeta",
        "falseNegatives",
        "falsePositives",
        "findRate",
        "flatten",
        "fork",
        "gaussianDropout",
        "gaussianNoise",
        "gelu",
        "givenValues",
        "glorotNormal",
        "glorotUniform",
        "glu",
        "hardShrink",
        "hardSigmoid",
        "hardSwish",
        "hardTanh",
        "heNormal",
        "heUniform",
        "hinge",
        "hostArray",
        "huber",
        "identity",
        "idx",
        "initializers",
        "inspectRun",
        "inverseTimeDecay",
        "iris",
        "jsonLines",
        "jsonLinesData",
        "klDivergence",
        "l1",
        "l2",
        "labelAccuracy",
        "lambda",
        "layerNormalization",
        "layers",
        "leakyRelu",
        "lecunNormal",
        "lecunUniform",
        "linear",
        "linearData",
        "lion",
        "loadModel",
        "located",
        "logCosh",
        "logSigmoid",
        "logSoftmax",
        "logSumExp",
        "lookahead",
        "losses",
        "maxNorm",
        "maximum",
        "meanAbsoluteError",
        "meanAbsolutePercentageError",
        "meanMetric",
        "meanSquaredError",
        "meanSquaredLogarithmicError",
        "metrics",
        "minimize",
        "minimum",
        "mish",
        "missingOperations",
        "mnist",
        "momentum",
        "multiStep",
        "multiply",
        "nadam",
        "nearestName",
        "nearestNames",
        "newParameter",
        "newParameters",
        "nodeOf",
        "noiseFiller",
        "nonNegative",
        "normal",
        "observers",
        "oneCycle",
        "oneHot",
        "oneToOne",
        "ones",
        "openRun",
        "optimizers",
        "orthogonal",
        "orthogonalRegularizer",
        "parallel",
        "parameterGroups",
        "perParameter",
        "perSample",
        "perceptron",
        "permute",
        "piecewiseConstant",
        "pluginApi",
        "poisson",
        "polynomialDecay",
        "precision",
        "precisionAtRecall",
        "prelu",
        "printGraph",
        "printGraphviz",
        "progress",
        "projected",
        "projections",
        "r2",
        "randomFlip",
        "randomShift",
        "recall",
        "recallAtPrecision",
        "reduceOnPlateau",
        "regularizers",
        "relu",
        "relu6",
        "reshape",
        "residual",
        "rmsprop",
        "rootMeanSquaredError",
        "scaleByRate",
        "schedules",
        "selu",
        "sensitivityAtSpecificity",
        "sequential",
        "sgd",
        "sigmoid",
        "silu",
        "simplify",
        "softShrink",
        "softmax",
        "softplus",
        "softsign",
        "sparsePlus",
        "sparseSigmoid",
        "sparsemax",
        "specificityAtSensitivity",
        "spirals",
        "squaredHinge",
        "squareplus",
        "step",
        "stepDecay",
        "stream",
        "subtract",
        "suggestNames",
        "sumMetric",
        "sumSamples",
        "tanh",
        "tanhShrink",
        "tensorBoard",
        "threshold",
        "toNested",
        "topKAccuracy",
        "trueNegatives",
        "truePositives",
        "truncatedNormal",
        "twoMoons",
        "uniform",
        "unitNorm",
        "varianceScaling",
        "warmUp",
        "wine",
        "xor",
        "z",
        "zeros",
      ]
    `);
  });

  it('of chainrule/testing are these', () => {
    expect(Object.keys(testing).toSorted()).toMatchInlineSnapshot(`
      [
        "backendContract",
        "backendNames",
        "checksOrFailure",
        "dataSourceContract",
        "expectClose",
        "expectCorrectGradients",
        "initializerContract",
        "layerContract",
        "lossContract",
        "metricContract",
        "observerContract",
        "optimizerContract",
        "projectionContract",
        "registerChecks",
        "regularizerContract",
        "runChecks",
        "runCommand",
        "scheduleContract",
        "testedBackends",
        "tolerances",
        "worstMismatch",
      ]
    `);
  });
});
