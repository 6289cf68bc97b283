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
  tensor: ['errors'],
  random: ['tensor'],
  graph: ['tensor', 'errors'],
  components: ['tensor', 'errors'],
  layers: ['tensor', 'components', 'errors'],
  losses: ['tensor', 'components', 'errors'],
  optimizers: ['tensor', 'components', 'errors'],
  regularizers: ['tensor', 'components', 'errors'],
  initializers: ['tensor', 'components', 'errors', 'random'],
  schedules: ['tensor', 'components', 'errors'],
  metrics: ['tensor', 'components', 'errors'],
  data: ['tensor', 'components', 'errors', 'random'],
  backends: ['tensor', 'graph', 'random', 'errors', 'components'],
  model: ['tensor', 'graph', 'errors'],
  gradients: ['tensor', 'graph', 'model', 'errors'],
  training: ['tensor', 'graph', 'random', 'backends', 'model', 'gradients', 'data', 'components', 'errors'],
  plugins: ['components', 'layers', 'losses', 'optimizers', 'regularizers', 'initializers', 'schedules', 'metrics', 'data', 'backends', 'training', 'errors'],
  config: ['training', 'plugins', 'components', 'errors'],
  run: ['config', 'plugins', 'training', 'model', 'gradients', 'data', 'graph', 'tensor', 'errors'],
};
/** These tie the rest together, and are imported by nothing in it. */
const ends = ['cli', 'index', 'testing'];

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
      if (typeOnly && !['cli', 'index', 'testing', 'run'].includes(target)) return false;
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

  it('loads tf.js only where its backend is made', () => {
    const loaders = files.filter(file => /^import (?!type)[^;]*from '@tensorflow/m.test(readFileSync(join(source, file), 'utf8')));
    expect(loaders).toEqual([]);
  });
});

describe('the public names', () => {
  it('of chainrule are these', () => {
    expect(Object.keys(chainrule).toSorted()).toMatchInlineSnapshot(`
      [
        "BackendError",
        "ChainruleError",
        "ConfigError",
        "DataError",
        "ModelFileError",
        "NonFiniteError",
        "PluginError",
        "ShapeError",
        "Tensor",
        "accuracy",
        "activation",
        "adam",
        "add",
        "applyOne",
        "arrays",
        "binaryAccuracy",
        "binaryCrossEntropy",
        "categoricalAccuracy",
        "categoricalCrossEntropy",
        "chain",
        "chainOf",
        "clipByGlobalNorm",
        "concatenate",
        "constant",
        "constantSchedule",
        "createRun",
        "csv",
        "dataSources",
        "decoupledWeightDecay",
        "defineBackend",
        "defineDataSource",
        "defineInitializer",
        "defineLayer",
        "defineLoss",
        "defineMetric",
        "defineObserver",
        "defineOptimizer",
        "definePlugin",
        "defineRegularizer",
        "defineSchedule",
        "dense",
        "dropout",
        "elasticNet",
        "exponentialDecay",
        "flatten",
        "fork",
        "glorotNormal",
        "glorotUniform",
        "heNormal",
        "heUniform",
        "idx",
        "initializers",
        "inspectRun",
        "jsonLines",
        "l1",
        "l2",
        "layers",
        "leakyRelu",
        "linear",
        "loadModel",
        "located",
        "logSoftmax",
        "logSumExp",
        "losses",
        "meanSquaredError",
        "meanSquaredErrorMetric",
        "metrics",
        "mnist",
        "momentum",
        "nearestName",
        "normal",
        "observers",
        "oneHot",
        "oneToOne",
        "openRun",
        "optimizers",
        "parallel",
        "perParameter",
        "perSample",
        "printGraph",
        "printGraphviz",
        "progress",
        "regularizers",
        "relu",
        "residual",
        "scaleByRate",
        "schedules",
        "sequential",
        "sgd",
        "sigmoid",
        "simplify",
        "softmax",
        "softplus",
        "step",
        "stepDecay",
        "sumSamples",
        "tanh",
        "toNested",
        "uniform",
        "warmUp",
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
        "expectClose",
        "expectCorrectGradients",
        "initializerContract",
        "layerContract",
        "lossContract",
        "metricContract",
        "optimizerContract",
        "registerChecks",
        "regularizerContract",
        "runChecks",
        "scheduleContract",
        "testedBackends",
        "tolerances",
        "worstMismatch",
      ]
    `);
  });
});
