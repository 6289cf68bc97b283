import type { Reference } from '../../src/components/definition.ts';
import type { Kind } from '../../src/components/kinds.ts';
import type { Registry } from '../../src/plugins/registry.ts';
import type { Precision } from '../../src/tensor/dtype.ts';
import type { Golden } from './golden.ts';

/** Why some cases of a golden file are left out. */
export interface Reason {
  readonly file: string;
  /** What the table counts them under. */
  readonly category: string;
  readonly detail: string;
  applies(golden: Golden): boolean;
  /** Where it is given, the case is left out in this precision only, and runs in the other. */
  readonly precision?: Precision | undefined;
  /** Whether the framework still lacks what the case needs; undefined where no registry can tell. */
  readonly holds?: ((registry: Registry) => boolean) | undefined;
}

/** Components that are not shipped yet: a golden's word for each, and the name that it would go by here. */
const errors = {
  mae: 'meanAbsoluteError', mape: 'meanAbsolutePercentageError', msle: 'meanSquaredLogarithmicError', log_cosh: 'logCosh', hinge: 'hinge',
  squared_hinge: 'squaredHinge', categorical_hinge: 'categoricalHinge', cosine_similarity: 'cosineSimilarity', kl_divergence: 'klDivergence', poisson: 'poisson',
};
const losses = {
  ...errors, huber: 'huber', binary_focal_crossentropy: 'binaryFocalCrossEntropy', categorical_focal_crossentropy: 'categoricalFocalCrossEntropy',
};
const metrics = {
  ...errors, binary_crossentropy: 'binaryCrossEntropy', categorical_crossentropy: 'categoricalCrossEntropy', sparse_categorical_crossentropy: 'sparseCategoricalCrossEntropy',
  auc: 'auc', precision: 'precision', recall: 'recall', fbeta_score: 'fBetaScore', r2_score: 'r2Score', rmse: 'rootMeanSquaredError', mean: 'mean', sum: 'sum',
  true_positives: 'truePositives', true_negatives: 'trueNegatives', false_positives: 'falsePositives', false_negatives: 'falseNegatives',
  top_k_categorical_accuracy: 'topKCategoricalAccuracy', sparse_top_k_categorical_accuracy: 'sparseTopKCategoricalAccuracy',
};
const activations = {
  celu: 'celu', elu: 'elu', exponential: 'exponential', gelu: 'gelu', glu: 'glu', hard_shrink: 'hardShrink', hard_sigmoid: 'hardSigmoid', hard_sigmoid_02: 'hardSigmoid',
  hard_silu: 'hardSilu', hard_tanh: 'hardTanh', log_sigmoid: 'logSigmoid', log_softmax: 'logSoftmax', mish: 'mish', relu6: 'relu6', selu: 'selu', silu: 'silu',
  soft_shrink: 'softShrink', softsign: 'softsign', sparse_plus: 'sparsePlus', sparse_sigmoid: 'sparseSigmoid', sparsemax: 'sparsemax', squareplus: 'squareplus',
  tanh_shrink: 'tanhShrink', threshold: 'threshold',
};
const layers = {
  conv2d: 'conv2d', max_pool1d: 'maxPool1d', max_pool2d: 'maxPool2d', avg_pool1d: 'averagePool1d', avg_pool2d: 'averagePool2d',
  global_max_pool2d: 'globalMaxPool2d', global_avg_pool2d: 'globalAveragePool2d', batch_norm_inference: 'batchNorm', batch_norm_training: 'batchNorm',
  layer_norm: 'layerNorm', embedding: 'embedding', 'embedding -> layer_norm': 'embedding',
};
const optimizers = { adagrad: 'adagrad', rmsprop: 'rmsprop', adamax: 'adamax', nadam: 'nadam' };
const initializers = {
  identity: 'identity', orthogonal: 'orthogonal', lecun_normal: 'lecunNormal', lecun_uniform: 'lecunUniform', truncated_normal: 'truncatedNormal',
  variance_scaling: 'varianceScaling',
};
const schedules = {
  cosine_annealing: 'cosineDecay', cosine_decay: 'cosineDecay', cosine_decay_restarts: 'cosineDecayRestarts', warmup_cosine_decay: 'cosineDecay',
  inverse_time_decay: 'inverseTimeDecay', multi_step: 'piecewiseConstant', piecewise_constant: 'piecewiseConstant', piecewise_constant_scaled: 'piecewiseConstant',
};
const trainingLayers = { conv2d_nhwc_valid: 'conv2d', batch_norm: 'batchNorm', layer_norm: 'layerNorm' };

/** Every reason for which a case is not run. A case for which none of them holds must run. The first that holds counts. */
export const leftOut: readonly Reason[] = [
  ...notShipped('losses', 'loss', 'fn', losses),
  option('losses', 'axis', ({ axis }) => axis !== undefined, refuses('loss', { use: 'categoricalCrossEntropy', axis: 1 })),
  option('losses', 'ignoreClass', config => config['ignore_class'] !== undefined, refuses('loss', { use: 'categoricalCrossEntropy', ignoreClass: -1 })),
  // 1 − ε is 1 in float32, so that a wrong and certain prediction has an infinite loss.
  { ...other('losses', 'out of reach', 'clipping by ε = 2e-16 at 1', ({ id }) => id === 'sk_binary_log_loss_multilabel'), precision: 'float32' },
  ...notShipped('metrics', 'metric', 'fn', metrics),
  other('metrics', 'another meaning', 'accuracy as equality of labels', ({ fn }) => fn === 'accuracy'),
  ...notShipped('activations', 'layer', 'fn', activations),
  option('activations', 'axis of softmax other than the last', ({ axis }, golden) => isOtherAxis(axis, golden), refuses('layer', { use: 'softmax', axis: 1 })),
  option('activations', 'maxValue of relu', config => typeof config['max_value'] === 'number', refuses('layer', { use: 'relu', maxValue: 6 })),
  option('activations', 'threshold of relu', ({ threshold }) => typeof threshold === 'number' && threshold !== 0, refuses('layer', { use: 'relu', threshold: 1 })),
  ...notShipped('layers', 'layer', 'layer', layers),
  option('layers', 'noiseShape of dropout', config => config['noise_shape'] !== undefined, refuses('regularizer', { use: 'dropout', noiseShape: [1] })),
  ...notShipped('regularizers', 'regularizer', 'fn', { orthogonal: 'orthogonal' }),
  ...notShipped('initializers', 'initializer', 'fn', initializers),
  other('initializers', 'another convention', 'normal draws truncated at two standard deviations', ({ fn, ...golden }) => fn === 'he_normal' && golden['max_le'] !== undefined),
  ...notShipped('schedules', 'schedule', 'fn', schedules),
  lacking('schedules', 'schedule', 'polynomialDecay', golden => String(golden['fn']).startsWith('polynomial') && !isStraight(configOf(golden))),
  ...notShipped('optimizers', 'optimizer', 'optimizer', optimizers),
  lacking('optimizers', 'optimizer', 'clipByValue', golden => configOf(golden)['clipvalue'] !== undefined),
  lacking('training', 'loss', 'meanAbsoluteError', ({ loss }) => loss === 'mae'),
  ...Object.entries(trainingLayers).map(([type, name]) => lacking('training', 'layer', name, golden => hasLayer(golden, type))),
  other('worked_examples', 'not a network', 'scalar autograd', ({ kind }) => kind === 'scalar_autograd'),
];

/** The reason for which a case is not run in a precision, or where none is given in either; undefined for one that must run. */
export function reasonFor(file: string, golden: Golden, precision?: Precision): Reason | undefined {
  return leftOut.find(reason => reason.file === file && reason.precision === precision && reason.applies(golden));
}

function notShipped(file: string, kind: Kind, field: string, names: Readonly<Record<string, string>>): readonly Reason[] {
  return Object.entries(names).map(([word, name]) => ({ ...lacking(file, kind, name, golden => golden[field] === word), detail: word }));
}

function lacking(file: string, kind: Kind, name: string, applies: Reason['applies']): Reason {
  return { file, category: 'component not shipped yet', detail: name, applies, holds: registry => !registry.contributions(kind).has(name) };
}

function option(file: string, detail: string, applies: (config: Config, golden: Golden) => boolean, holds: Reason['holds']): Reason {
  return { file, category: 'option not offered', detail, applies: golden => applies(configOf(golden), golden), holds };
}

function refuses(kind: Kind, reference: Reference<Kind>): (registry: Registry) => boolean {
  return registry => {
    try {
      registry.create(kind, reference);
      return false;
    } catch {
      return true;
    }
  };
}

function other(file: string, category: string, detail: string, applies: Reason['applies']): Reason {
  return { file, category, detail, applies };
}

type Config = Readonly<Record<string, unknown>>;

function configOf(golden: Golden): Config {
  const config = golden['config'];
  return typeof config === 'object' && config !== null ? { ...config } : {};
}

/** Softmax works along the last axis, however that is written. */
function isOtherAxis(axis: unknown, { input }: Golden): boolean {
  const depth = (value: unknown): number => (Array.isArray(value) ? 1 + depth(value[0]) : 0);
  return axis !== undefined && axis !== -1 && axis !== depth(input) - 1;
}

/** The straight line of a warm-up: power 1, from step 0, once. */
function isStraight(config: Config): boolean {
  return config['power'] === 1 && config['cycle'] !== true && (config['transition_begin'] ?? 0) === 0;
}

function hasLayer({ model }: Golden, type: string): boolean {
  return Array.isArray(model) && model.some((layer: unknown) => typeof layer === 'object' && layer !== null && 'type' in layer && layer.type === type);
}
