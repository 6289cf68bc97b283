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
const layers = {
  conv2d: 'conv2d', max_pool1d: 'maxPool1d', max_pool2d: 'maxPool2d', avg_pool1d: 'averagePool1d', avg_pool2d: 'averagePool2d',
  global_max_pool2d: 'globalMaxPool2d', global_avg_pool2d: 'globalAveragePool2d',
};

/** Every reason for which a case is not run. A case for which none of them holds must run. The first that holds counts. */
export const leftOut: readonly Reason[] = [
  // 1 − ε is 1 in float32, so that a wrong and certain prediction has an infinite loss.
  { ...other('losses', 'out of reach', 'clipping by ε = 2e-16 at 1', ({ id }) => id === 'sk_binary_log_loss_multilabel'), precision: 'float32' },
  other('metrics', 'odd in the peer', 'ignoreClass divides by other samples where they have weights', ({ id }) => id.endsWith('_ignore_class_weighted_1')),
  ...notShipped('layers', 'layer', 'layer', layers),
  other('layers', 'for recurrent layers', 'a mask that an embedding hands on', ({ quantity }) => quantity === 'mask (1 = keep)'),
  lacking('training', 'layer', 'conv2d', golden => hasLayer(golden, 'conv2d_nhwc_valid')),
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

function other(file: string, category: string, detail: string, applies: Reason['applies']): Reason {
  return { file, category, detail, applies };
}

function hasLayer({ model }: Golden, type: string): boolean {
  return Array.isArray(model) && model.some((layer: unknown) => typeof layer === 'object' && layer !== null && 'type' in layer && layer.type === type);
}
